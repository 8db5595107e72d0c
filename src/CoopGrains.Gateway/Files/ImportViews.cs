using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Files;

/// <summary>Says what became of an import, in the asked language.</summary>
internal static class ImportViews
{
    private const int LongestValue = 200;
    private const int FirstRows = 200;

    /// <summary>How far it has come.</summary>
    public static ImportReply Of(ImportRun run, string language)
    {
        // Before the rows are counted: what is done then stays so.
        var isDone = run.IsDone;
        var rows = run.Rows;
        var counts = new int[Enum.GetValues<RowResult>().Length];
        foreach (var row in rows)
            counts[(int)row.Result]++;
        return new()
        {
            Id = run.Id,
            DryRun = run.IsDry,
            Strategy = Name(run.Strategy),
            Format = Name(run.Sheet.Format),
            Language = run.Language,
            Columns = run.Sheet.Columns.ToValueList(),
            Finished = isDone,
            BrokenBy = run.BrokenBy,
            Total = run.Sheet.Rows.Count,
            Done = rows.Count - counts[(int)RowResult.Waiting],
            Taken = counts[(int)RowResult.Taken],
            Unchanged = counts[(int)RowResult.Unchanged],
            Corrected = counts[(int)RowResult.Corrected],
            PassedOver = counts[(int)RowResult.PassedOver],
            Refused = counts[(int)RowResult.Refused],
            Rows = rows.Take(FirstRows).Select(row => Of(run, row, language)).ToValueList(),
        };
    }

    /// <summary>A row.</summary>
    public static RowReply Of(ImportRun run, ImportRow row, string language) => new()
    {
        Row = row.Cells.Number,
        Result = Name(row.Result),
        Book = row.Book == default ? null : row.Book.ToString(),
        Entry = row.Result == RowResult.Refused ? null : row.Made,
        Problems = row.Problems.Select(problem => Of(run, row, problem, language)).ToValueList(),
    };

    /// <summary>What is wrong with a row, in one cell.</summary>
    public static string InOneCell(ImportRun run, ImportRow row, string language) => string.Join('\n', row.Problems
        .Select(problem => Of(run, row, problem, language)).Select(said => said.Header is { } header ? $"{header}: {said.Detail}" : said.Detail));

    private static CellReply Of(ImportRun run, ImportRow row, CellProblem problem, string language)
    {
        var said = ProblemDocument.In(language, new(problem.Code, problem.Details), "");
        var columns = run.Sheet.Columns.ToList();
        var column = problem.Column == FileColumns.Unit && !columns.Contains(FileColumns.Unit) ? FileColumns.Amount : problem.Column;
        var at = column is null ? -1 : columns.IndexOf(column);
        var value = at < 0 ? null : row.Cells.Cells[at].Text;
        return new()
        {
            Column = column,
            Header = column is { } named ? FileColumns.NameOf(named).In(run.Language) : null,
            Cell = at < 0 || run.Sheet.Format == FileFormat.Json
                ? null
                : XlsxFile.NameOf(at) + row.Cells.Number.ToString(CultureInfo.InvariantCulture),
            Value = value is { Length: > LongestValue } ? value[..LongestValue] + "…" : value,
            Status = said.Status,
            Code = said.Code,
            Title = said.Title,
            Detail = said.Detail,
        };
    }

    private static string Name(Enum value) => EnumCodes.Of(value);
}
