using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Files;

/// <summary>What became of a row, or would become.</summary>
internal enum RowResult
{
    /// <summary>Nothing yet.</summary>
    Waiting,

    /// <summary>Its entry is new.</summary>
    Taken,

    /// <summary>Its entry was there, and says the same.</summary>
    Unchanged,

    /// <summary>Its entry was there, and is corrected.</summary>
    Corrected,

    /// <summary>It says of itself that it counts in no total: it was taken back, replaced or reversed.</summary>
    PassedOver,

    /// <summary>It is refused; nothing of it took effect.</summary>
    Refused,
}

/// <summary>What is wrong with a cell, or with the row when there is no column.</summary>
internal readonly record struct CellProblem(string? Column, string Code, ValueList<Detail> Details = default);

/// <summary>A row that was understood, or what is wrong with it.</summary>
internal sealed class ImportRow(SheetRow cells)
{
    /// <summary>As it stands in the file.</summary>
    public SheetRow Cells { get; } = cells;

    /// <summary>The book.</summary>
    public BookKey Book { get; set; }

    /// <summary>What is reported; null when the row is not understood.</summary>
    public ReportFulfilment? Report { get; set; }

    /// <summary>The id of the entry where the file comes from.</summary>
    public string? Entry { get; set; }

    /// <summary>The agency that reported it, as the file says.</summary>
    public string? Agency { get; set; }

    /// <summary>The province of that agency.</summary>
    public string? Province { get; set; }

    /// <summary>The key that a client gave the row.</summary>
    public string? Key { get; set; }

    /// <summary>True when it says of itself that it counts in no total.</summary>
    public bool CountsNot { get; set; }

    /// <summary>The operation that reports it.</summary>
    public string Operation { get; set; } = "";

    /// <summary>What is asked of the book, as a request would say it: it names the operation.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>The entry that stands for it already; null when none does.</summary>
    public EntryView? Known { get; set; }

    /// <summary>True when that entry says something else.</summary>
    public bool Differs { get; set; }

    /// <summary>The row of the whole that it breaks down, where that is in the same file.</summary>
    public ImportRow? Whole { get; set; }

    /// <summary>Done when the book has answered.</summary>
    public Task Asked { get; set; } = Task.CompletedTask;

    /// <summary>What became of it.</summary>
    public RowResult Result { get; set; }

    /// <summary>The entry that it made, or found.</summary>
    public string? Made { get; set; }

    /// <summary>What is wrong with it.</summary>
    public ValueList<CellProblem> Problems { get; private set; }

    /// <summary>Refuses it.</summary>
    public void Refuse(string? column, string code, params ReadOnlySpan<(string Name, string Value)> details) =>
        Refuse(column, code, Problem.Named(details));

    /// <summary>Refuses it.</summary>
    public void Refuse(string? column, string code, ValueList<Detail> details)
    {
        // Replaced and never changed: somebody may be reading it.
        Problems = Problems.Add(new(column, code, details));
        Result = RowResult.Refused;
    }

    /// <summary>Refuses it for what a book or a check answered.</summary>
    public void Refuse(Problem problem)
    {
        if (problem.Errors.IsEmpty)
            Refuse(ColumnOf(problem.Code), problem.Code, problem.Details);
        foreach (var error in problem.Errors)
            Refuse(ColumnOf(error.Pointer), error.Code, error.Details);
    }

    // Where a member of the command stands in the file.
    private string? ColumnOf(string pointerOrCode) => pointerOrCode.TrimStart('/').Split('/') switch
    {
        ["amount", "unit"] => FileColumns.Unit,
        ["amount", ..] or ["amountAsWritten"] => FileColumns.Amount,
        ["occurred", "to"] => FileColumns.To,
        ["occurred", ..] => FileColumns.From,
        ["originalAgency"] => FileColumns.Agency,
        ["onBehalfOf"] => Province is null ? FileColumns.OnBehalfOf : FileColumns.Province,
        ["sources", ..] => FileColumns.Source,
        [FileColumns.Beneficiaries or FileColumns.Parts or FileColumns.Meaning or FileColumns.Evidence or FileColumns.Places
            or FileColumns.BreakdownOf, ..] and [var named, ..] => named,
        [RefusalCodes.Unknown] => FileColumns.Book,
        [RefusalCodes.CommitmentUnknown] => FileColumns.Commitment,
        [RefusalCodes.EntryUnknown] => FileColumns.Entry,
        _ => null,
    };
}
