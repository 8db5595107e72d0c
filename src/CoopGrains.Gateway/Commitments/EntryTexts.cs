using CoopGrains.Contracts;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Commitments;

/// <summary>What was said of an entry. Memory holds no texts, so they are read from the book's history.</summary>
internal sealed record EntryTexts
{
    /// <summary>How it was reported.</summary>
    public EntryReported? Reported { get; private init; }

    /// <summary>How it was disputed.</summary>
    public EntryDisputed? Disputed { get; private init; }

    /// <summary>How it was sent back.</summary>
    public EntrySentBack? SentBack { get; private init; }

    /// <summary>How it was taken back.</summary>
    public EntryWithdrawn? Withdrawn { get; private init; }

    /// <summary>Why it was marked as a duplicate, or is to be, by what was said last.</summary>
    public string? Duplicate { get; private init; }

    /// <summary>Reads them; the caller has checked that the reader may see the book, and recorded the read.</summary>
    public static async Task<EntryTexts> ReadAsync(BookHistory history, BookKey book, EntryView entry, CancellationToken ct)
    {
        var found = new EntryTexts();
        // An event for every entry that the book took before this one, and at least one for the book, come first.
        await foreach (var happened in history.FromAsync(book, entry.Number, ct))
            if (happened.Event.StartsWith("entry", StringComparison.Ordinal) && happened.Content.Contains(entry.Id, StringComparison.Ordinal))
            {
                found = found.With(EventCatalog.Read(happened.Event, happened.Content), entry.Id);
                if (found.IsAll(entry))
                    break;
            }
        return found;
    }

    private EntryTexts With(Event happened, string entry) => happened switch
    {
        EntryReported reported when reported.Entry == entry => this with { Reported = reported },
        EntryDisputed disputed when disputed.Entry == entry => this with { Disputed = disputed },
        EntrySentBack sentBack when sentBack.Entry == entry => this with { SentBack = sentBack },
        EntryWithdrawn withdrawn when withdrawn.Entry == entry => this with { Withdrawn = withdrawn },
        EntryMarkedDuplicate duplicate when duplicate.Entry == entry => this with { Duplicate = duplicate.Reason },
        EntryDuplicateAsked asked when asked.Entry == entry => this with { Duplicate = asked.Reason },
        _ => this,
    };

    // Most entries were never objected to, and need no look at the rest of a long history.
    private bool IsAll(EntryView entry) =>
        Reported is not null && entry is { Status: EntryStatus.Reported or EntryStatus.Confirmed, DisputedBy: null } && entry.Links?.Asked is null;
}
