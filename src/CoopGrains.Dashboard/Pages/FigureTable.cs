using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;

namespace CoopGrains.Dashboard.Pages;

/// <summary>Figures side by side: target, reported, confirmed, disputed and awaiting, over all and by period.</summary>
/// <param name="Words">The words of the page.</param>
/// <param name="Figures">The figures.</param>
public sealed record FigureTable(PageWords Words, IEnumerable<NetworkFigure> Figures)
{
    /// <summary>The rows of a figure: over all, then by period where there is more than that.</summary>
    public static IReadOnlyList<FigureCell> RowsOf(NetworkFigure figure) => [figure.Overall, .. figure.Periods];
}
