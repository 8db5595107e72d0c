namespace CoopGrains.Contracts;

/// <summary>A unit of a province, with what took its place.</summary>
public sealed record LocalUnitView
{
    /// <summary>The province.</summary>
    public required string Province { get; init; }

    /// <summary>The unit.</summary>
    public required LocalUnit Unit { get; init; }

    /// <summary>The units that took its place.</summary>
    public required ValueList<string> Successors { get; init; }
}

/// <summary>An office-holder, with who came next.</summary>
public sealed record OfficeHolderView
{
    /// <summary>The province or national body.</summary>
    public required string Party { get; init; }

    /// <summary>The record.</summary>
    public required OfficeHolder Holder { get; init; }

    /// <summary>The record of who held the office next; null when there is none.</summary>
    public string? SucceededBy { get; init; }
}

/// <summary>Which units to list.</summary>
public sealed record UnitFilter
{
    /// <summary>Whose name holds these words in any language, whatever their tones and case.</summary>
    public string? Words { get; init; }

    /// <summary>Of this kind.</summary>
    public LocalUnitKind? Kind { get; init; }

    /// <summary>That may have existed then.</summary>
    public PartialDate? On { get; init; }
}

/// <summary>Which office-holders to list.</summary>
public sealed record HolderFilter
{
    /// <summary>Whose name, office or titles hold these words in any language, whatever their tones and case.</summary>
    public string? Words { get; init; }

    /// <summary>Of this province or national body.</summary>
    public string? Party { get; init; }

    /// <summary>Whose name holds these words, whatever their tones and case.</summary>
    public string? Person { get; init; }

    /// <summary>Whose office or titles hold these words in any language.</summary>
    public string? Office { get; init; }

    /// <summary>Who may have held it then.</summary>
    public PartialDate? On { get; init; }
}

/// <summary>The tree of areas of cooperation.</summary>
public sealed record AreaList
{
    /// <summary>The areas, each behind the one it lies in.</summary>
    public required ValueList<Area> Areas { get; init; }
}
