using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Files;

/// <summary>How far an import has come.</summary>
internal sealed record ImportReply
{
    /// <summary>Its id, for the users of the same agency, in the process that runs it.</summary>
    public required string Id { get; init; }

    /// <summary>True when nothing was, or will be, written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>What becomes of a row whose entry is there and reads otherwise: new or correct.</summary>
    public required string Strategy { get; init; }

    /// <summary>What the file was read as: csv, xlsx or json.</summary>
    public required string Format { get; init; }

    /// <summary>The language that its numbers and dates were read in.</summary>
    public required string Language { get; init; }

    /// <summary>The columns that were recognized.</summary>
    public required ValueList<string> Columns { get; init; }

    /// <summary>True when nothing more becomes of it.</summary>
    public required bool Finished { get; init; }

    /// <summary>The code of what broke it off; the same file with the same key goes on where it ended. Null when nothing did.</summary>
    public string? BrokenBy { get; init; }

    /// <summary>How many rows it has.</summary>
    public required int Total { get; init; }

    /// <summary>How many of them are settled.</summary>
    public required int Done { get; init; }

    /// <summary>How many made, or would make, a new entry.</summary>
    public required int Taken { get; init; }

    /// <summary>How many stand for an entry that says the same.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many corrected, or would correct, an entry.</summary>
    public required int Corrected { get; init; }

    /// <summary>How many say of themselves that they count in no total.</summary>
    public required int PassedOver { get; init; }

    /// <summary>How many are refused.</summary>
    public required int Refused { get; init; }

    /// <summary>The first rows, at most 200; all of them are under <c>/v1/imports/{id}/rows</c>.</summary>
    public required ValueList<RowReply> Rows { get; init; }
}

/// <summary>Rows of an import, as far as they are settled.</summary>
internal sealed record RowPage
{
    /// <summary>The rows.</summary>
    public required ValueList<RowReply> Items { get; init; }

    /// <summary>The cursor of the next page; null at the end.</summary>
    public string? Next { get; init; }
}

/// <summary>What became of a row.</summary>
internal sealed record RowReply
{
    /// <summary>Its number in the file: headers are row 1; in JSON the first row is 1.</summary>
    public required int Row { get; init; }

    /// <summary>waiting, taken, unchanged, corrected, passedOver or refused.</summary>
    public required string Result { get; init; }

    /// <summary>The book, as far as it is understood.</summary>
    public string? Book { get; init; }

    /// <summary>The entry that it made, found or would make; null when it is refused.</summary>
    public string? Entry { get; init; }

    /// <summary>What is wrong with it.</summary>
    public ValueList<CellReply> Problems { get; init; }
}

/// <summary>What is wrong with a cell.</summary>
internal sealed record CellReply
{
    /// <summary>The code of the column; null when it is the row as a whole.</summary>
    public string? Column { get; init; }

    /// <summary>What the file calls it, in its language.</summary>
    public string? Header { get; init; }

    /// <summary>Where it stands, as spreadsheet programs say it: <c>C5</c>; null for JSON.</summary>
    public string? Cell { get; init; }

    /// <summary>What it holds, at most 200 characters.</summary>
    public string? Value { get; init; }

    /// <summary>The status that the same would have by itself: 423 in a locked period.</summary>
    public required int Status { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>A short name of it, in the asked language.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence about it, in the asked language.</summary>
    public required string Detail { get; init; }
}
