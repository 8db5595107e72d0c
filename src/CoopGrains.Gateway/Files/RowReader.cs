using System.Globalization;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Files;

/// <summary>Makes commands of rows. Every cell that is wrong is named, not the first alone.</summary>
/// <param name="sheet">The file.</param>
/// <param name="language">The language of its numbers and dates.</param>
/// <param name="find">A commitment, or why there is none for whoever asks.</param>
internal sealed class RowReader(Sheet sheet, string language, Func<BookKey, string, (Commitment? Commitment, Problem? Problem)> find)
{
    private static readonly string[] Lines =
        [FileColumns.Meaning, FileColumns.Evidence, FileColumns.Source, FileColumns.Line, FileColumns.Quote, FileColumns.Note, FileColumns.Problems,
            FileColumns.Beneficiaries, FileColumns.Places, FileColumns.Parts];

    private readonly Dictionary<string, int> _places = sheet.Columns.Select((column, at) => (column, at)).ToDictionary(pair => pair.column, pair => pair.at);

    private SheetCell[] _cells = [];

    /// <summary>Reads a row.</summary>
    public ImportRow Read(SheetRow cells)
    {
        var row = new ImportRow(cells);
        if (cells.IsTooLong)
            row.Refuse(null, Codes.CellsBeyond);
        _cells = new SheetCell[cells.Cells.Length];
        for (var i = 0; i < _cells.Length; i++)
            _cells[i] = Checked(row, sheet.Columns[i], cells.Cells[i]);
        if (BookKey.TryParse(Needed(row, FileColumns.Book), out var book))
            row.Book = book;
        else if (Text(FileColumns.Book) is { } text)
            row.Refuse(FileColumns.Book, RefusalCodes.IdInvalid, ("id", text));
        var commitment = Needed(row, FileColumns.Commitment);
        (row.Entry, row.Key) = (Text(FileColumns.Entry), Text(FileColumns.Key));
        if (row.Key is { } key && (key.Length > 200 || key.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0))
            row.Refuse(FileColumns.Key, Codes.IdempotencyKeyInvalid);
        (row.Province, row.Agency) = (Text(FileColumns.Province), Text(FileColumns.OriginalAgency) ?? Text(FileColumns.Agency));
        row.CountsNot = CountsNot(row);
        var (found, none) = commitment is null || row.Book == default ? default : find(row.Book, commitment);
        if (none is not null)
            row.Refuse(none);
        // Without its commitment nobody knows what is counted.
        var amount = found is null ? null : Amount(row, found.Unit);
        var report = new ReportFulfilment
        {
            Commitment = commitment ?? "",
            Amount = amount,
            Occurred = Occurred(row),
            Beneficiaries = CellText.IdsOf(Text(FileColumns.Beneficiaries) ?? ""),
            Parts = Parts(row, amount?.Unit ?? found?.Unit ?? ""),
            Meaning = Text(FileColumns.Meaning),
            Places = Places(row),
            Evidence = CellText.LinesOf(Text(FileColumns.Evidence) ?? ""),
            Sources = Sources(row),
            BreakdownOf = Text(FileColumns.BreakdownOf),
            OnBehalfOf = Text(FileColumns.OnBehalfOf),
        };
        if (row.Problems.IsEmpty)
            row.Report = report;
        return row;
    }

    private SheetCell Checked(ImportRow row, string column, SheetCell cell)
    {
        if (cell.Kind == CellKind.Formula)
            row.Refuse(column, Codes.FormulaNotTaken);
        else if (cell.Text.Length > Sheet.LongestCell)
            row.Refuse(column, Codes.CellTooLong, ("most", $"{Sheet.LongestCell}"));
        else if (cell.Kind == CellKind.Broken || HasHalfLetters(cell.Text))
            row.Refuse(column, Codes.CharacterNotTaken, ("field", column));
        else
        {
            var text = cell.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Normalize(NormalizationForm.FormC);
            var hasLines = Lines.Contains(column);
            if (PlainText.IsTaken(text, hasLines))
                return cell with { Text = hasLines && !string.IsNullOrWhiteSpace(text) ? text : text.Trim() };
            row.Refuse(column, Codes.CharacterNotTaken, ("field", column));
        }
        // What is said of it is said: what it would be read as is not.
        return SheetCell.Empty;
    }

    private static bool HasHalfLetters(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        return false;
    }

    private SheetCell Cell(string column) =>
        _places.TryGetValue(column, out var place) ? _cells[place] : SheetCell.Empty;

    private string? Text(string column) => Cell(column).Text is { Length: > 0 } text ? text : null;

    private string? Needed(ImportRow row, string column)
    {
        if (Text(column) is { } text)
            return text;
        if (row.Problems.All(problem => problem.Column != column))
            row.Refuse(column, Codes.CellMissing, ("field", FileColumns.NameOf(column).In(language)));
        return null;
    }

    private Amount? Amount(ImportRow row, string? unit)
    {
        var cell = Cell(FileColumns.Amount);
        if (cell.Text.Length == 0)
            return null;
        var named = Text(FileColumns.Unit);
        var (amount, refusal) = WrittenCells.Amount(cell.Text, named is null ? unit : WrittenCells.Unit(named) ?? named, language);
        if (refusal is not null)
        {
            row.Refuse(FileColumns.Amount, refusal.Code, refusal.Details);
            return null;
        }
        if (Word<Bound>(row, FileColumns.Bound) is { } bound)
            amount = amount!.Bound is Bound.Exact || amount.Bound == bound
                ? amount with { Bound = bound }
                : Disagree(row, FileColumns.Bound);
        if (amount is not null && Flag(row, FileColumns.Estimate) is { } estimate)
            amount = !amount.Estimate || estimate ? amount with { Estimate = estimate } : Disagree(row, FileColumns.Estimate);
        return amount;
    }

    private Amount? Disagree(ImportRow row, string column)
    {
        row.Refuse(column, Codes.CellsDisagree, ("field", FileColumns.NameOf(column).In(language)), ("words", Text(column)!));
        return null;
    }

    private Window Occurred(ImportRow row)
    {
        var (from, to) = (Needed(row, FileColumns.From), Text(FileColumns.To));
        // A day without a year is of the year that the other end states.
        var begins = from is null ? default : Date(row, FileColumns.From, from, StatedYear(to));
        var ends = to is null ? null : Date(row, FileColumns.To, to, StatedYear(from));
        return new() { From = begins ?? default, To = ends };
    }

    private int? StatedYear(string? other) =>
        other is not null && WrittenCells.Date(other, null, language).Date is { } date ? date.Year : null;

    private PartialDate? Date(ImportRow row, string column, string text, int? year)
    {
        var (date, refusal) = WrittenCells.Date(text, year, language);
        if (refusal is not null)
            row.Refuse(column, refusal.Code, refusal.Details);
        return date;
    }

    private ValueList<Part> Parts(ImportRow row, string unit)
    {
        var parts = new List<Part>();
        foreach (var text in CellText.IdsOf(Text(FileColumns.Parts) ?? ""))
            if (PartOf(text, unit) is { } part)
                parts.Add(part);
            else
                NotUnderstood(row, FileColumns.Parts, text);
        return parts.ToValueList();
    }

    private static Part? PartOf(string text, string unit)
    {
        if (text.Split('=') is not [var name, var figure] || name.Length == 0)
            return null;
        var (dimension, bound) = ((Dimension?)null, Contracts.Bound.Exact);
        if (name.Split(':') is [var by, var rest])
        {
            if (!EnumNames.TryParse<Dimension>(by, out var known))
                return null;
            (dimension, name) = (known, rest);
        }
        if (figure.Split(':') is [var limit, var value])
        {
            if (!EnumNames.TryParse(limit, out bound))
                return null;
            figure = value;
        }
        var isEstimate = figure.EndsWith('~');
        return decimal.TryParse(figure.TrimEnd('~'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new() { Name = name.Trim(), Dimension = dimension, Amount = new() { Value = number, Unit = unit, Bound = bound, Estimate = isEstimate } }
            : null;
    }

    private ValueList<UnitRef> Places(ImportRow row)
    {
        var places = new List<UnitRef>();
        foreach (var text in CellText.IdsOf(Text(FileColumns.Places) ?? ""))
            if (text.LastIndexOf('/') is > 0 and var slash && slash < text.Length - 1)
                places.Add(new() { Province = text[..slash].Trim(), Unit = text[(slash + 1)..].Trim() });
            else
                NotUnderstood(row, FileColumns.Places, text);
        return places.ToValueList();
    }

    private ValueList<Provenance> Sources(ImportRow row)
    {
        var sources = CellText.LinesOf(Text(FileColumns.Source) ?? "");
        var (lines, quotes, notes) = (Per(FileColumns.Line), Per(FileColumns.Quote), Per(FileColumns.Note));
        var read = new List<Provenance>();
        for (var i = 0; i < sources.Count; i++)
        {
            var line = lines(i);
            var at = 0;
            if (line is not null && (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out at) || at == 0))
                NotUnderstood(row, FileColumns.Line, line);
            read.Add(new() { Source = sources[i], Line = at == 0 ? null : at, Quote = quotes(i), Note = notes(i) });
        }
        return read.ToValueList();

        Func<int, string?> Per(string column)
        {
            var texts = CellText.LinesOf(Text(column) ?? "");
            if (texts.Count > sources.Count)
                NotUnderstood(row, column, texts[sources.Count]);
            return i => i < texts.Count && texts[i].Length > 0 ? texts[i] : null;
        }
    }

    private bool CountsNot(ImportRow row)
    {
        var state = Word<EntryStatus>(row, FileColumns.State);
        var isWaiting = Text(FileColumns.Corrects) is not null || Text(FileColumns.BreakdownOf) is null;
        return state is not (null or EntryStatus.Reported or EntryStatus.Confirmed or EntryStatus.Disputed)
            || Text(FileColumns.Reverses) is not null
            || (isWaiting && Flag(row, "counts") == false);
    }

    // As codes write it, or in the words of any language.
    private T? Word<T>(ImportRow row, string column)
        where T : struct, Enum
    {
        if (Text(column) is not { } text)
            return null;
        if (EnumNames.TryParse<T>(text, out var value))
            return value;
        var folded = FileColumns.Folded(text);
        foreach (var known in Enum.GetValues<T>())
            if (Vocabulary.Find(known) is { } name
                && (folded == FileColumns.Folded(name.Vi!) || folded == FileColumns.Folded(name.Lo!) || folded == FileColumns.Folded(name.En!)))
                return known;
        NotUnderstood(row, column, text);
        return null;
    }

    private bool? Flag(ImportRow row, string column)
    {
        if (Text(column) is not { } text)
            return null;
        if (FileColumns.Flag(text) is { } flag)
            return flag;
        NotUnderstood(row, column, text);
        return null;
    }

    private void NotUnderstood(ImportRow row, string column, string text) => row.Refuse(
        column, Codes.CellUnknown, ("field", FileColumns.NameOf(column).In(language)), ("words", text.Length <= 100 ? text : text[..100] + "…"));
}
