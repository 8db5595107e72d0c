using CoopGrains.Contracts;
using CoopGrains.Network;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Site;

/// <summary>What the process that mounts the pages gives them: who reads, and what they may see, by the same rules as the API.</summary>
public interface IPageSite
{
    /// <summary>This instant.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Today's civil date.</summary>
    DateOnly Today { get; }

    /// <summary>True when people can sign in here.</summary>
    bool OffersSignIn { get; }

    /// <summary>Who reads; null for a stranger.</summary>
    PageReader? ReaderOf(HttpContext http);

    /// <summary>Notes that the first page is seen as of an instant; up to when the reader had seen it in the session before, null when that is not known.</summary>
    DateTimeOffset? NoteVisit(HttpContext http, DateTimeOffset asOf);

    /// <summary>The view of all books, as fresh as the request asks for.</summary>
    ValueTask<INetworkReading> ReadingAsync(HttpContext http);

    /// <summary>A book that is readable, its reading recorded when it is restricted; the reply is 404 when the reader sees none.</summary>
    Task<KnownBook> OpenAsync(HttpContext http, BookKind kind, string id);

    /// <summary>Up to <paramref name="limit"/> events of an opened book, from a sequence on.</summary>
    Task<IReadOnlyList<PageEvent>> HistoryAsync(HttpContext http, KnownBook book, long from, int limit);

    /// <summary>What the history of an opened book says of an entry.</summary>
    Task<EntryStory> StoryAsync(HttpContext http, KnownBook book, EntryView entry);

    /// <summary>Sources that disagree about an opened book, with what each says, also where it was settled.</summary>
    Task<IReadOnlyList<ConflictView>> ConflictsAsync(HttpContext http, KnownBook book);
}

/// <summary>Who reads a page.</summary>
/// <param name="Actor">The user, within what the register allows.</param>
/// <param name="Antiforgery">The token for forms of this session; null for callers by token, who need none.</param>
public sealed record PageReader(Actor Actor, Func<string?> Antiforgery);

/// <summary>What went wrong with a request, for the page that says so.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Title">A short name, in the reader's language.</param>
/// <param name="Detail">A sentence about it.</param>
/// <param name="TraceId">Finds the request in the site's traces.</param>
public sealed record PageProblem(int Status, string Code, string Title, string Detail, string TraceId);

/// <summary>Marks a page whose answer counts restricted books without naming each: all that the reader sees are read by it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CountsEverythingAttribute : Attribute;

/// <summary>Marks a page that anybody may see.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForStrangersAttribute : Attribute, Microsoft.AspNetCore.Authorization.IAllowAnonymous;

/// <summary>One event of a book's history.</summary>
/// <param name="Sequence">1, 2, 3 … within the book.</param>
/// <param name="Name">The event's stored name.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="User">Who acted.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="TraceId">The trace of the request that caused it.</param>
/// <param name="Content">What it holds; null when it names users and the reader may not see those.</param>
public sealed record PageEvent(
    long Sequence, string Name, DateTimeOffset RecordedAt, string User, string Agency, string TraceId, System.Text.Json.JsonElement? Content);

/// <summary>What the history says of one entry.</summary>
/// <param name="Meaning">What exactly was counted; of a reversal, why.</param>
/// <param name="AsWritten">The amount in the reporter's own writing.</param>
/// <param name="Evidence">References to evidence.</param>
/// <param name="Sources">Where it is read from.</param>
/// <param name="DisputeReason">Why it was disputed.</param>
/// <param name="SendBackNote">What is to be mended.</param>
/// <param name="WithdrawalReason">Why it was taken back.</param>
/// <param name="DuplicateReason">Why it is taken for a duplicate.</param>
public sealed record EntryStory(
    string? Meaning, string? AsWritten, ValueList<string> Evidence, ValueList<Provenance> Sources, string? DisputeReason, string? SendBackNote,
    string? WithdrawalReason, string? DuplicateReason);

/// <summary>On a page that takes forms; all others are only read.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFormsAttribute : Attribute;
