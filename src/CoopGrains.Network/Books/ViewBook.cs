using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>How far a book has been followed.</summary>
internal readonly record struct Seen(long Version, long Ticks, ChainHash Hash, bool Unreadable = false, bool Newer = false)
{
    public static Seen Row(JournalRow row) => new(row.Sequence, row.RecordedAt.UtcTicks, ChainHash.Of(row.Hash));
}

/// <summary>One book in the view: its folded state, immutable.</summary>
internal abstract class ViewBook(BookKey key, Seen seen, StatusCounts[] counts)
{
    /// <summary>Up to here, sums over the entries are taken anew instead of kept.</summary>
    private const int FewEntries = 8;

    public BookKey Key { get; } = key;

    /// <summary>Sequence of the last row seen, readable or not.</summary>
    public long Version => seen.Version;

    /// <summary>Recorded time of that row.</summary>
    public DateTimeOffset At => new(seen.Ticks, TimeSpan.Zero);

    /// <summary>Hash of that row.</summary>
    public string Hash => Version == 0 ? RowHash.BeforeFirst(Key.ToString()) : seen.Hash.ToString();

    /// <summary>A row could not be read; the state is that before it.</summary>
    public bool Unreadable => seen.Unreadable;

    /// <summary>It is unreadable for a row of a newer build, and not damaged.</summary>
    public bool IsNewer => seen.Newer;

    public abstract object Folded { get; }

    public abstract bool Exists { get; }

    public abstract bool Restricted { get; }

    /// <summary>Everybody may know that it is there.</summary>
    public bool IsOpen => Exists ? !Restricted : !DerivedIds.IsRestricted(Key);

    public abstract ValueList<string> Parties { get; }

    public abstract ValueList<AccessGrant> Grants { get; }

    public abstract CommitmentLedgers Commitments { get; }

    public abstract ValueList<SourceConflict> Conflicts { get; }

    public abstract ValueList<Attachment> Attachments { get; }

    public abstract int SnapshotSchema { get; }

    public AgreementBook? Agreement => (this as ViewBook<AgreementBook>)?.State;

    public ProgramBook? Program => (this as ViewBook<ProgramBook>)?.State;

    public ProvinceBook? Province => (this as ViewBook<ProvinceBook>)?.State;

    public CaseList? Cases => Agreement?.Cases ?? Program?.Cases;

    protected StatusCounts[] Counts { get; } = counts;

    public static ViewBook New(BookKey key) => key.Kind switch
    {
        BookKind.Province => new ViewBook<ProvinceBook>(key, default, ProvinceBook.Empty, []),
        BookKind.Agreement => new ViewBook<AgreementBook>(key, default, AgreementBook.Empty, []),
        _ => new ViewBook<ProgramBook>(key, default, ProgramBook.Empty, []),
    };

    /// <summary>A book of a checkpoint; null when this build writes snapshots of another shape.</summary>
    /// <param name="key">The book.</param>
    /// <param name="seen">How far it had been followed.</param>
    /// <param name="schema">The shape of the text.</param>
    /// <param name="body">The state.</param>
    /// <param name="entries">Its entries, when they are packed beside it; empty when they are in it.</param>
    /// <param name="known">The book at another time, of which what is the same is taken over; null if there is none.</param>
    /// <param name="sharing">What is known already.</param>
    public static ViewBook? Read(
        BookKey key, Seen seen, int schema, ReadOnlySpan<byte> body, ReadOnlySpan<byte> entries, ViewBook? known, Sharing sharing) =>
        key.Kind switch
        {
            BookKind.Province => ViewBook<ProvinceBook>.Restore(key, seen, schema, body, entries, known, sharing),
            BookKind.Agreement => ViewBook<AgreementBook>.Restore(key, seen, schema, body, entries, known, sharing),
            _ => ViewBook<ProgramBook>.Restore(key, seen, schema, body, entries, known, sharing),
        };

    /// <summary>The book after an event; throws what the fold throws.</summary>
    public abstract ViewBook After(Event happened, Seen seen, out LedgerChange? change);

    /// <summary>The book after a row that could not be read.</summary>
    public abstract ViewBook Broken(Seen seen, bool newer = false);

    /// <summary>True when both states of the book say the same, commitments aside.</summary>
    public abstract bool IsSameBesideCommitments(ViewBook other);

    /// <summary>The book as it tells itself: <see cref="ProvinceView"/>, <see cref="AgreementView"/> or <see cref="ProgramView"/>.</summary>
    public abstract object View(DateOnly on, Actor reader);

    /// <summary>Writes the state as JSON.</summary>
    public abstract void Write(Utf8JsonWriter writer);

    /// <summary>Writes the state without its entries.</summary>
    public abstract void WriteWithoutEntries(Utf8JsonWriter writer);

    public StatusCounts CountsOf(Ledger ledger) => Counts[ledger.Number - 1];

    public bool IsSeenBy(Actor reader) => Exists && Visibility.CanSee(Key, Restricted, Parties, reader);

    /// <summary>True when the reader does not only see it, by leave for a time, but takes part.</summary>
    public bool HasPart(Actor reader) => Exists && Visibility.CanTakePart(Restricted, Parties, reader);

    public LocalizedText Title => this switch
    {
        { Program.Opened: { } opened } => opened.Title,
        { Agreement.Text: { } text } => text.Title,
        { Province.Names: { } names } => names.Name,
        _ => new(),
    };

    /// <summary>The state of the program or agreement on a civil date, as JSON writes it; "none" for province books.</summary>
    public string StateOn(DateOnly on) => this switch
    {
        { Program: { } program } => Named(program.State),
        { Agreement: { } agreement } => Named(AgreementBook.StateOn(agreement, on)),
        _ => Groups.None,
    };

    /// <summary>The agreement it is or stands under.</summary>
    public BookKey? Under => Key.Kind switch
    {
        BookKind.Agreement => Key,
        BookKind.Program => Program!.Agreement?.Agreement,
        _ => null,
    };

    public static string Named<T>(T state)
        where T : struct, Enum => Names<T>.Of[state];

    /// <summary>True for a ledger with so few entries that nothing about them is kept besides.</summary>
    public static bool HasFew(Ledger ledger) => ledger.Entries.Count <= FewEntries;

    /// <summary>The ledger, without sums that reading it would keep in memory for good.</summary>
    public static Ledger Light(Ledger ledger) => !HasFew(ledger)
        ? ledger
        : ledger.Bare();

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of =
            Enum.GetValues<T>().ToDictionary(state => state, state => EnumCodes.Of(state));
    }
}

/// <summary>A book of one kind.</summary>
internal sealed class ViewBook<TState>(BookKey key, Seen seen, TState state, StatusCounts[] counts)
    : ViewBook(key, seen, counts)
    where TState : class, IBookState<TState>
{
    public TState State => state;

    public override object Folded => With(state, state.Commitments.ForAnother());

    public override bool Exists => state.Exists;

    public override bool Restricted => state.Restricted;

    public override ValueList<string> Parties => state.Parties;

    public override ValueList<AccessGrant> Grants => state.Grants;

    public override CommitmentLedgers Commitments => state.Commitments;

    public override ValueList<SourceConflict> Conflicts => state.Conflicts;

    public override ValueList<Attachment> Attachments => state.Attachments;

    public override int SnapshotSchema => TState.SnapshotSchema;

    public static ViewBook<TState>? Restore(
        BookKey key, Seen seen, int schema, ReadOnlySpan<byte> body, ReadOnlySpan<byte> entries, ViewBook? known, Sharing sharing)
    {
        if (schema != TState.SnapshotSchema)
            return null;
        var read = TState.Read(body);
        var state = read switch
        {
            ProgramBook program => (TState)(object)sharing.Of(program, key),
            ProvinceBook province => (TState)(object)sharing.Of(province),
            _ => With(read, sharing.Of(read.Commitments)),
        };
        if (!entries.IsEmpty)
            state = With(state, PackedEntries.Read(entries, state.Commitments, known?.Commitments, sharing));
        return new(key, seen, state, [.. state.Commitments.InOrder.Select(ledger => StatusCounts.Of(ledger.Entries.Values))]);
    }

    public override ViewBook After(Event happened, Seen seen, out LedgerChange? change)
    {
        var after = TState.Evolve(state, happened);
        change = LedgerChange.Of(state.Commitments, after.Commitments, happened);
        if (change is null)
            return new ViewBook<TState>(Key, seen, after, Counts);
        var counts = change.After.Number > Counts.Length ? [.. Counts, default] : Counts.ToArray();
        counts[change.After.Number - 1] += change.Counts;
        var light = Light(change.After);
        if (!ReferenceEquals(light, change.After))
            after = With(after, after.Commitments.With(light));
        return new ViewBook<TState>(Key, seen, after, counts);
    }

    public override ViewBook Broken(Seen seen, bool newer) =>
        new ViewBook<TState>(Key, seen with { Unreadable = true, Newer = newer }, state, Counts);

    public override bool IsSameBesideCommitments(ViewBook other) => other is ViewBook<TState> same
        && With(state, CommitmentLedgers.Empty).Equals(With(same.State, CommitmentLedgers.Empty));

    public override object View(DateOnly on, Actor reader)
    {
        var ledgers = state.Commitments.Ledgers.Values.Aggregate(state.Commitments, (all, ledger) => all.With(Light(ledger)));
        return With(state, ledgers) switch
        {
            ProgramBook program => ProgramBook.View(program, Key, Version, on),
            AgreementBook agreement => AgreementBook.View(agreement, Key, Version, on),
            ProvinceBook province => ProvinceBook.View(province, Key, Version, on, reader),
            _ => throw new InvalidOperationException($"The view knows no {typeof(TState).Name}."),
        };
    }

    public override void Write(Utf8JsonWriter writer) => TState.Write(state, writer);

    public override void WriteWithoutEntries(Utf8JsonWriter writer) =>
        TState.Write(With(state, PackedEntries.Without(state.Commitments)), writer);

    private static TState With(TState state, CommitmentLedgers commitments) => (TState)(object)(state switch
    {
        ProgramBook program => program with { Commitments = commitments },
        AgreementBook agreement => agreement with { Commitments = commitments },
        ProvinceBook province => province with { Commitments = commitments },
        _ => throw new InvalidOperationException($"The view knows no {typeof(TState).Name}."),
    });
}
