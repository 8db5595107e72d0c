using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Who is to do something: those who answer to the key and have one of the roles.</summary>
internal readonly record struct Responsible(WorkKey Key, Roles AnyOf)
{
    /// <summary>The agency when one is responsible, or else its province or national body.</summary>
    public static Responsible Of(string body, string? agency, Roles anyOf) =>
        new(agency is null ? WorkKey.Body(body) : WorkKey.Agency(agency), anyOf);
}

/// <summary>Something in a book that waits for somebody.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="For">Who is to do it.</param>
/// <param name="Book">The book.</param>
/// <param name="Since">Since when it waits.</param>
internal sealed record Waiting(WorkKind Kind, Responsible For, BookKey Book, DateTimeOffset Since)
{
    /// <summary>The case that it is about.</summary>
    public string? Case { get; init; }

    /// <summary>The commitment that it is about.</summary>
    public string? Commitment { get; init; }

    /// <summary>The period that it is about.</summary>
    public string? Period { get; init; }

    /// <summary>Which of several in the book, when it is about none of these: such as talks/1.</summary>
    public string? Item { get; init; }

    /// <summary>By when it is to be done.</summary>
    public PartialDate? Due { get; init; }

    public ToDo ToDo => new(Kind, Book, Since) { Item = Item, Case = Case, Commitment = Commitment, Period = Period, Due = Due };
}

/// <summary>A part of a book in which things wait. It is looked at again when the part has changed.</summary>
/// <param name="IsSame">Whether nothing in the part differs between two states of a book; asked at every event, so it costs little.</param>
/// <param name="Waits">What waits in it.</param>
internal readonly record struct WorkSource(Func<ViewBook, ViewBook, bool> IsSame, Func<ViewBook, IEnumerable<Waiting>> Waits)
{
    /// <summary>All of them. Whatever else is to be done joins the work lists by a line here.</summary>
    public static IReadOnlyList<WorkSource> All { get; } =
    [
        new((before, after) => ReferenceEquals(before.Agreement, after.Agreement), AgreementWork.Of),
        new((before, after) => ReferenceEquals(before.Cases, after.Cases), CaseWork.Of),
        new((before, after) => before.Conflicts == after.Conflicts, ConflictWork.Of),
    ];
}
