using System.Diagnostics;

namespace CoopGrains.Storage;

/// <summary>Marks spans that are about restricted books: operators, who are not cleared, are not shown their traces.</summary>
/// <remarks>The mark stays in the process: no exporter sends it.</remarks>
public static class Withheld
{
    private const string Property = "coop.withheld";

    private static readonly object True = new();

    /// <summary>Withholds the trace that the span is part of.</summary>
    public static void Mark(Activity? span) => span?.SetCustomProperty(Property, True);

    /// <summary>Whether a span has the mark.</summary>
    public static bool IsMarked(Activity span) => span.GetCustomProperty(Property) is not null;
}
