using CoopGrains.Contracts;
using CoopGrains.Gateway.Replies;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Files;

/// <summary>An entry as a row of a file.</summary>
/// <param name="Book">The book.</param>
/// <param name="Held">The entry as it stands, with its commitment.</param>
/// <param name="Said">As it was reported.</param>
/// <param name="Key">The key that reports it again as itself.</param>
/// <param name="Language">The language of titles.</param>
internal sealed record ExportRow(BookKey Book, LedgerEntry Held, EntryReported Said, string Key, string Language)
{
    // Words where a person reads, codes where a program does (no language): both come back as the same.
    private static readonly (string Column, Func<ExportRow, string?, string?> Cell)[] Table =
    [
        (FileColumns.Book, (row, _) => row.Book.ToString()),
        (FileColumns.Commitment, (row, _) => row.Commitment.Id),
        ("title", (row, _) => row.Commitment.Title.Resolve(row.Language).Text),
        ("indicator", (row, _) => row.Commitment.Indicator),
        (FileColumns.From, (row, _) => row.Entry.Occurred.From.ToString()),
        (FileColumns.To, (row, _) => row.Entry.Occurred.To?.ToString()),
        (FileColumns.Amount, (row, _) => row.Entry.Amount is { } amount ? CellText.Of(amount.Value) : null),
        (FileColumns.Unit, (row, _) => row.Entry.Amount?.Unit),
        (FileColumns.Bound, (row, words) => row.Entry.Amount is { } amount ? Word(amount.Bound, words) : null),
        (FileColumns.Estimate, (row, words) => row.Entry.Amount is { } amount ? FileColumns.Word(amount.Estimate, words) : null),
        (FileColumns.Parts, (row, _) => CellText.Parts(row.Entry.Parts)),
        (FileColumns.Beneficiaries, (row, _) => CellText.Ids(row.Entry.Beneficiaries)),
        (FileColumns.Meaning, (row, _) => row.Said.Meaning),
        (FileColumns.Places, (row, _) => CellText.Ids(row.Said.Places.Select(place => $"{place.Province}/{place.Unit}"))),
        (FileColumns.Evidence, (row, _) => CellText.Lines(row.Said.Evidence)),
        (FileColumns.Source, (row, _) => CellText.Lines(row.Said.Sources.Select(source => source.Source))),
        (FileColumns.Line, (row, _) => PerSource(row, source => source.Line?.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        (FileColumns.Quote, (row, _) => PerSource(row, source => source.Quote)),
        (FileColumns.Note, (row, _) => PerSource(row, source => source.Note)),
        (FileColumns.BreakdownOf, (row, _) => row.Entry.BreakdownOf),
        (FileColumns.State, (row, words) => Word(row.Entry.Status, words)),
        ("counts", (row, words) => FileColumns.Word(row.Held.Counts, words)),
        ("side", (row, _) => EnumCodes.Of(row.Entry.By.Side)),
        (FileColumns.Province, (row, _) => row.Entry.By.Body),
        (FileColumns.Agency, (row, _) => row.Entry.By.Agency),
        (FileColumns.OriginalAgency, (row, _) => row.Entry.OriginalAgency),
        ("reportedAt", (row, _) => Instants.Words(row.Said.At)),
        (FileColumns.OnBehalfOf, (row, _) => row.Entry.By.OnBehalfOf),
        ("toConfirm", (row, _) => CellText.Ids(row.Entry.ToConfirm)),
        ("confirmedBy", (row, _) => CellText.Ids(row.Entry.ConfirmedBy)),
        ("confirmedAt", (row, _) => row.Entry.Status == EntryStatus.Confirmed ? Instants.Words(row.Entry.Since) : null),
        ("disputedBy", (row, _) => row.Entry.DisputedBy),
        ("ownAmount", (row, _) => row.Entry.OwnFigure is { } own ? CellText.Of(own.Value) : null),
        ("ownBound", (row, words) => row.Entry.OwnFigure is { } own ? Word(own.Bound, words) : null),
        (FileColumns.Corrects, (row, _) => row.Entry.Corrects),
        (FileColumns.Reverses, (row, _) => row.Entry.Links?.Reverses),
        ("duplicateOf", (row, _) => row.Entry.Links?.DuplicateOf),
        ("language", (row, _) => row.Language),
        (FileColumns.Entry, (row, _) => row.Entry.Id),
        (FileColumns.Key, (row, _) => row.Key),
    ];

    /// <summary>The columns, in their order.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Table.Select(column => column.Column)];

    private Commitment Commitment => Held.Commitment;

    private EntryView Entry => Held.Entry;

    /// <summary>The cells, in the order of the columns; null for empty ones.</summary>
    /// <param name="cells">Takes them.</param>
    /// <param name="words">The language that codes are put into words of; null leaves them.</param>
    public void Fill(string?[] cells, string? words)
    {
        for (var i = 0; i < Table.Length; i++)
            cells[i] = Table[i].Cell(this, words) is { Length: > 0 } text ? text : null;
    }

    private static string Word(Enum value, string? words) =>
        words is null ? EnumCodes.Of(value) : Vocabulary.Find(value)?.In(words) ?? EnumCodes.Of(value);

    // A line for each source, empty where it says nothing; nothing at all where none does.
    private static string? PerSource(ExportRow row, Func<Provenance, string?> of) =>
        row.Said.Sources.Any(source => of(source) is not null) ? CellText.Lines(row.Said.Sources.Select(source => of(source) ?? "")) : null;
}
