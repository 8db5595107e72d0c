using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>What time has made due and books have not taken yet.</summary>
public interface IDueDates
{
    /// <summary>True when nothing that this process's view knows of is due.</summary>
    bool IsQuiet { get; }
}

/// <summary>As the view knows it.</summary>
internal sealed class DueDates(NetworkView view, TimeProvider time) : IDueDates
{
    public bool IsQuiet => view.Snapshot.Timed is not [var first, ..] || first.On > CivilTime.DateOf(time.GetUtcNow());
}
