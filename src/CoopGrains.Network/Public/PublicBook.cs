using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What names a source in an open book.</summary>
internal sealed class PublicBook
{
    // A state of a book is immutable, and so is what is public of it.
    private static readonly ConditionalWeakTable<ViewBook, PublicBook> Known = [];

    private PublicBook(ViewBook book)
    {
        Book = book;
        Sources = SourcesOf(book);
        if (IsPublic)
            Ledgers = [.. book.Commitments.InOrder.Where(ledger => !ledger.Commitment.Sources.IsEmpty).Select(Cited)];
    }

    public ViewBook Book { get; }

    public ValueList<Provenance> Sources { get; }

    public bool IsPublic => !Sources.IsEmpty;

    /// <summary>Commitments that name a source, with the entries that do; their sums are taken anew of these.</summary>
    public ImmutableArray<Ledger> Ledgers { get; } = [];

    /// <summary>Of an open book.</summary>
    public static PublicBook Of(ViewBook book) => book.Restricted
        ? throw new InvalidOperationException("A restricted book has no public side.")
        : Known.GetValue(book, static of => new(of));

    /// <summary>An entry to show; null when there is none.</summary>
    public EntryView? Entry(string id)
    {
        foreach (var ledger in Ledgers)
            if (ledger.Entries.TryGetValue(id, out var entry))
                return IsShown(entry) ? entry : null;
        return null;
    }

    /// <summary>True for what stands: neither taken back nor replaced, and no step on the way to either.</summary>
    public static bool IsShown(EntryView entry) =>
        Tally.Counts(entry) || (entry.BreakdownOf is not null && Tally.Counts(entry with { BreakdownOf = null }));

    // A draft that was signed here names none: its text is its parties' own, and public where somebody can look it up.
    private static ValueList<Provenance> SourcesOf(ViewBook book) => book switch
    {
        { Program.Opened: { } opened } => opened.Sources,
        { Agreement.Registered: { } registered } => registered.Sources,
        _ => default,
    };

    private static Ledger Cited(Ledger ledger) => new()
    {
        // A target that was set since names no source, and which of them were is not kept.
        Commitment = HasTargetsOfItsOwn(ledger.Commitment) ? ledger.Commitment with { Targets = default } : ledger.Commitment,
        Number = ledger.Number,
        EndedOn = ledger.EndedOn,
        Entries = ledger.Entries.Values.All(entry => entry.Cited)
            ? ledger.Entries
            : ledger.Entries.Values.Where(entry => entry.Cited).ToImmutableDictionary(entry => entry.Id),
    };

    /// <summary>True when its targets are not those that it was entered with.</summary>
    public static bool HasTargetsOfItsOwn(Commitment commitment) => commitment.Retargeted;
}
