using System.Text;

namespace CoopGrains.Storage;

/// <summary>What no database, or not every database, would keep: found before the commit can share a transaction with others.</summary>
internal static class CommitCheck
{
    private const int MaxColumnBytes = 1024;
    private const int MaxEventBytes = 1 << 20;

    /// <summary>Why the commit is rejected, or null.</summary>
    internal static string? Reason(BookCommit commit)
    {
        if (commit.Events.Count == 0 && commit.Snapshot is null)
            return "there is nothing to write";
        if (commit.ExpectedVersion < 0 || (commit.ExpectedVersion == 0 && commit.Events.Count == 0))
            return $"expected version {commit.ExpectedVersion} cannot be";
        if (commit.Snapshot is { } snapshot && (snapshot.Version < 1 || snapshot.Version > commit.ExpectedVersion + commit.Events.Count))
            return $"a snapshot of version {snapshot.Version} is ahead of the book";
        return Column("book key", commit.BookKey, empty: false) ?? Column("book kind", commit.Kind) ?? Events(commit.Events);
    }

    /// <summary>Why a text cannot be stored everywhere, or null.</summary>
    internal static string? Text(string name, string value, int maxBytes)
    {
        if (value.Contains('\0'))
            return $"{name} contains NUL";
        if (!IsWellFormed(value))
            return $"{name} contains a lone surrogate";
        return value.Length > maxBytes / 3 && Encoding.UTF8.GetByteCount(value) > maxBytes
            ? $"{name} is longer than {maxBytes} bytes"
            : null;
    }

    private static string? Events(IReadOnlyList<PendingEvent> events)
    {
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pending in events)
        {
            var reason = Column("operation id", pending.OperationId, empty: false)
                ?? Column("fingerprint", pending.Fingerprint)
                ?? Column("actor", pending.Actor)
                ?? Column("agency", pending.Agency)
                ?? Column("side", pending.Side)
                ?? Column("trace", pending.Trace)
                ?? Column("event kind", pending.Kind)
                ?? Text("event", pending.Text, MaxEventBytes);
            if (reason is not null)
                return reason;

            // With ordinals dense from 0 the unique index on (book, operation, ordinal) alone finds every repeated operation.
            var expected = next.GetValueOrDefault(pending.OperationId);
            if (pending.Ordinal != expected)
                return $"operation {pending.OperationId} has ordinal {pending.Ordinal} where {expected} is next";
            next[pending.OperationId] = expected + 1;
        }

        return null;
    }

    private static string? Column(string name, string value, bool empty = true) =>
        !empty && value.Length == 0 ? $"{name} is empty" : Text(name, value, MaxColumnBytes);

    private static bool IsWellFormed(string value)
    {
        var rest = value.AsSpan();
        while (true)
        {
            var surrogate = rest.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate < 0)
                return true;
            if (!Rune.TryGetRuneAt(value, value.Length - rest.Length + surrogate, out _))
                return false;
            rest = rest[(surrogate + 2)..];
        }
    }
}
