using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Files;

/// <summary>What a cell holds besides its text.</summary>
internal enum CellKind
{
    /// <summary>A text, or nothing.</summary>
    Text,

    /// <summary>A number that no language writes: its text is exact, with a point.</summary>
    Number,

    /// <summary>A formula, or the error that one came to.</summary>
    Formula,

    /// <summary>Characters that cannot be kept.</summary>
    Broken,
}

/// <summary>A cell of a file.</summary>
/// <param name="Text">Its text; empty when there is none.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SheetCell(string Text, CellKind Kind = CellKind.Text)
{
    /// <summary>Nothing.</summary>
    public static readonly SheetCell Empty = new("");
}

/// <summary>A row of a file.</summary>
/// <param name="Number">As spreadsheet programs count it: the headers are row 1. In JSON the first row is 1.</param>
/// <param name="Cells">One for each column.</param>
/// <param name="IsTooLong">True when something stands beyond the last column.</param>
internal sealed record SheetRow(int Number, SheetCell[] Cells, bool IsTooLong = false)
{
    /// <summary>True when nothing is in it.</summary>
    public bool IsEmpty => !IsTooLong && Cells.All(cell => string.IsNullOrWhiteSpace(cell.Text) && cell.Kind == CellKind.Text);
}

/// <summary>A file as rows of cells.</summary>
/// <param name="Format">What it came as.</param>
/// <param name="Columns">Codes of the columns, in the order of the file.</param>
/// <param name="Language">The language of its headers; null when they are codes.</param>
/// <param name="Rows">The rows that hold something.</param>
internal sealed record Sheet(FileFormat Format, IReadOnlyList<string> Columns, string? Language, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Most rows of a file.</summary>
    public const int MostRows = 100_000;

    /// <summary>Longest text of a cell: what spreadsheet programs take.</summary>
    public const int LongestCell = 32_767;

    /// <summary>Most columns.</summary>
    public const int MostColumns = 200;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProblemException">422: it is none of its kind, has too much in it, or its headers are not understood.</exception>
    public static Sheet Read(FileFormat format, ReadOnlyMemory<byte> content, string? charset)
    {
        var (headers, rows) = format switch
        {
            FileFormat.Csv => CsvSheet.Read(content, charset),
            FileFormat.Xlsx => XlsxSheet.Read(content),
            _ => JsonSheet.Read(content),
        };
        // Columns without a header and without a cell are what programs leave behind a table.
        var last = headers.Count;
        while (last > 0 && headers[last - 1].Trim().Length == 0)
            last--;
        headers = [.. headers.Take(last)];
        var found = headers.Select(FileColumns.Find).ToList();
        Refuse(Codes.HeaderUnknown, headers.Where((_, at) => found[at] is null).Select(header => header.Length <= 64 ? header : header[..64] + "…"));
        var language = found.Select(one => one!.Value.Language).OfType<string>()
            .GroupBy(one => one).OrderByDescending(same => same.Count()).FirstOrDefault()?.Key;
        Refuse(Codes.HeaderRepeated, Named(found.GroupBy(one => one!.Value.Code).Where(same => same.Count() > 1).Select(same => same.Key), language));
        Refuse(Codes.HeaderMissing, Named(FileColumns.Needed.Except(found.Select(one => one!.Value.Code)), language));
        return new(format, [.. found.Select(one => one!.Value.Code)], language, [.. rows.Select(row => Cut(row, last)).Where(row => !row.IsEmpty)]);
    }

    /// <summary>The problem of a file that cannot be read.</summary>
    public static ProblemException Unreadable(string reason) => Problem.With(Codes.FileUnreadable, ("reason", reason)).Thrown();

    /// <summary>Refuses a file that has more rows than are taken.</summary>
    public static void Bound(int rows)
    {
        if (rows > MostRows)
            throw Problem.With(Codes.TooManyRows, ("most", $"{MostRows}")).Thrown();
    }

    private static SheetRow Cut(SheetRow row, int columns)
    {
        var beyond = row.Cells.Length > columns && row.Cells.AsSpan(columns).ContainsAnyExcept(SheetCell.Empty);
        var cells = row.Cells;
        Array.Resize(ref cells, columns);
        for (var i = row.Cells.Length; i < columns; i++)
            cells[i] = SheetCell.Empty;
        return new(row.Number, cells, row.IsTooLong || beyond);
    }

    // As the file's other headers are.
    private static IEnumerable<string> Named(IEnumerable<string> columns, string? language) =>
        columns.Select(column => language is null ? column : FileColumns.NameOf(column).In(language));

    private static void Refuse(string code, IEnumerable<string> values)
    {
        if (string.Join(", ", values.Take(20)) is { Length: > 0 } named)
            throw Problem.With(code, ("values", named)).Thrown();
    }
}
