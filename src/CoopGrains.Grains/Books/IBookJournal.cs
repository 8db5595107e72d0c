using CoopGrains.Contracts;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>What a book asks the journal when its memory does not know.</summary>
public interface IBookJournal
{
    /// <summary>The book's version and the events of one operation, in one consistent read.</summary>
    Task<JournalAnswer> AskAsync(BookKey book, string operationId);
}

/// <summary>An answer of the journal.</summary>
/// <param name="Version">The book's version; 0 when there is no such book.</param>
/// <param name="LastSequence">The sequence of the operation's last event; 0 when it is not there.</param>
/// <param name="Events">The operation's events; none when it is not there.</param>
public sealed record JournalAnswer(long Version, long LastSequence, IReadOnlyList<BookEvent> Events);

/// <summary>The operation is in the journal already, and nothing was written; the book's version stands.</summary>
public sealed class OperationKnownException(string operationId)
    : Orleans.Storage.InconsistentStateException($"Operation {operationId} is in the journal already.")
{
    /// <summary>The operation.</summary>
    public string OperationId { get; } = operationId;
}

/// <summary>The write came after its deadline, and nothing was written.</summary>
public sealed class DeadlinePassedException() : OrleansException("The write was not begun before its deadline; nothing was written.");

/// <summary>No database could keep the write, and nothing was written.</summary>
public sealed class UnstorableException(string reason) : OrleansException(reason);
