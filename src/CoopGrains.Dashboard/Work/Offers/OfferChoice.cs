using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What of some offers an address asks for.</summary>
public sealed partial class OfferChoice
{
    /// <summary>Those that are offered to the reader and stand in a list.</summary>
    public IReadOnlyList<Offer> Listed { get; private init; } = [];

    /// <summary>The chosen one; null while none is.</summary>
    public Offer? Chosen { get; private init; }

    /// <summary>What the chosen one can be done about, while that is not chosen; null otherwise.</summary>
    public Choices? Among { get; private init; }

    /// <summary>The form of what is chosen; null while there is something to be chosen.</summary>
    public Act? Act { get; private init; }

    /// <summary>True when the address asks for something that there is not.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>Reads it.</summary>
    /// <param name="all">All there is.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="isTheirs">True when it is the reader's to do, the role aside.</param>
    /// <param name="asked">Which one is asked for; null for the list.</param>
    /// <param name="one">What it is about; null where that is not said.</param>
    public static async Task<OfferChoice> OfAsync(IEnumerable<Offer> all, Actor actor, bool isTheirs, string? asked, string? one)
    {
        var offers = all.Select(offer => offer with
        {
            Act = offer.Act with { IsOffered = offer.Act.IsOffered && isTheirs && (offer.Act.For & actor.Roles) != Roles.None },
        }).ToList();
        if (asked is null)
            return new() { Listed = [.. offers.Where(offer => offer.Act.IsOffered && (offer.Among is not null || offer.One is null))] };
        if (offers.Find(offer => offer.Act.Do == asked) is not { } chosen)
            return new() { IsUnknown = true };
        if (chosen.One is { } find)
        {
            if (one is null)
                return chosen.Among is { } list ? new() { Chosen = chosen, Among = await list() } : new() { IsUnknown = true };
            return await find(one) is { } found
                ? new() { Chosen = chosen, Act = found with { IsOffered = chosen.Act.IsOffered } }
                : new() { IsUnknown = true };
        }
        if (one is not null)
            return new() { IsUnknown = true };
        return new() { Chosen = chosen, Act = chosen.Among is { } among ? Naming(chosen.Act, await among()) : chosen.Act };
    }

    // What it is about stands in the form, where nothing of that is to be seen beforehand.
    private static Act Naming(Act act, Choices among)
    {
        var place = new ActField(Place().Matches(act.Route)[^1].Groups[1].Value, Typed.Choice) { Choices = among, IsPlace = true };
        return act with { Fields = [place, .. act.Fields] };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
