using CoopGrains.Dashboard.Languages;

namespace CoopGrains.Dashboard.Site;

/// <summary>The way through a list that is shown in parts.</summary>
public sealed record SlicePart(PageWords Words, ISlice Slice);
