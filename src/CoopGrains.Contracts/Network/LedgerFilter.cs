namespace CoopGrains.Contracts;

/// <summary>Which entries of which ledgers a file holds; what is null takes all.</summary>
public sealed record LedgerFilter
{
    /// <summary>Of this book.</summary>
    public BookKey? Book { get; init; }

    /// <summary>Of this agreement and the programs under it.</summary>
    public BookKey? Agreement { get; init; }

    /// <summary>In this area of cooperation, or one that lies in it.</summary>
    public string? Area { get; init; }

    /// <summary>That this province gives, or is among those that they are for.</summary>
    public string? Province { get; init; }

    /// <summary>That this one gives or is among those that they are for, too: what two provinces have with each other.</summary>
    public string? Partner { get; init; }

    /// <summary>Whose window lies in this one.</summary>
    public Window? Period { get; init; }
}
