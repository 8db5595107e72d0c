using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Site;

/// <summary>The parts of the site, in the order of the bar at the top.</summary>
public static class Navigation
{
    private const Roles Readers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator | Roles.Overseer;

    private static readonly Part[] All =
    [
        new("network", "/", Readers),
        new("work", "/my-work", Readers),
        new("provinces", "/provinces", Readers),
        new("agreements", "/agreements", Readers),
        new("programs", "/programs", Readers),
        new("supervision", "/supervision", Readers),
    ];

    /// <summary>Those that a reader has.</summary>
    public static IEnumerable<Part> Of(Actor actor) => All.Where(part => (part.AnyOf & actor.Roles) != Roles.None);
}

/// <summary>A part of the site.</summary>
/// <param name="Name">Its name; in words: the text <c>nav.</c> and the name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="AnyOf">Who has it.</param>
public sealed record Part(string Name, string Path, Roles AnyOf);
