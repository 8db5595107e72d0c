using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Checks that several decisions share; each gives a refusal, or null when nothing is wrong.</summary>
internal static partial class Checks
{
    /// <summary>The longest title, reason or note, in UTF-16 units.</summary>
    public const int LongestText = 4_000;

    public static Decision? Role(Actor actor, Roles role) =>
        actor.Has(role) ? null : Decision.Refuse(RefusalCodes.RoleMissing, ("role", role));

    /// <summary>A coordinator of one of the parties.</summary>
    public static Decision? Coordinator(Actor actor, ValueList<string> parties) =>
        Role(actor, Roles.Coordinator) ?? Party(actor, parties);

    /// <summary>One of the parties itself.</summary>
    public static Decision? Party(Actor actor, ValueList<string> parties) =>
        parties.Contains(actor.Body) ? null : Decision.Refuse(RefusalCodes.NotOfTheProvince, ("province", actor.Body));

    /// <summary>One of the parties, or a national body of the side of one.</summary>
    public static bool TakesPart(IEnumerable<string> parties, Actor actor) =>
        parties.Any(party => party == actor.Body || (actor.IsNational && Contracts.Parties.SideOf(party) == actor.Side));

    /// <summary>Takes part, as <see cref="TakesPart"/> says.</summary>
    public static Decision? Part(IEnumerable<string> parties, Actor actor) =>
        TakesPart(parties, actor) ? null : Decision.Refuse(RefusalCodes.NotOfTheProvince, ("province", actor.Body));

    /// <summary>The actor as a record keeps it.</summary>
    public static Reporter By(Actor actor) => new() { User = actor.User, Agency = actor.Agency, Body = actor.Body, Side = actor.Side };

    /// <summary>What one side asked for is agreed to by the other.</summary>
    public static Decision? OtherSide(TwoSidedAsk asked, Actor actor) => OtherSide(asked.By, Contracts.Parties.SideOf(asked.By), actor);

    /// <inheritdoc cref="OtherSide(TwoSidedAsk, Actor)"/>
    public static Decision? OtherSide(Reporter asked, Actor actor) => OtherSide(asked.Body, asked.Side, actor);

    private static Decision? OtherSide(string by, Side side, Actor actor) =>
        side == actor.Side ? Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", by)) : null;

    /// <summary>What is asked is taken back by the body that asked, or the national body of its side.</summary>
    /// <param name="by">Who asked; null when nothing is asked.</param>
    /// <param name="actor">Who takes it back.</param>
    public static Decision? TakesBack(string? by, Actor actor)
    {
        if (by is null)
            return Decision.Refuse(RefusalCodes.NothingAsked);
        return Contracts.Parties.Speaks(actor.Body, by) ? null : Decision.Refuse(RefusalCodes.NotTheAsker, ("by", by));
    }

    public static Decision? Text(string? text, string pointer)
    {
        if (text is null || text.All(IsUnseen))
            return Decision.At(pointer, RefusalCodes.TextMissing);
        return text.Length > LongestText ? Decision.At(pointer, RefusalCodes.TextTooLong, ("longest", LongestText)) : null;
    }

    private static bool IsUnseen(char one) =>
        char.IsWhiteSpace(one) || char.GetUnicodeCategory(one) is UnicodeCategory.Format or UnicodeCategory.Control;

    public static Decision? Title(LocalizedText? title, string pointer)
    {
        if (title is null || (title.Vi ?? title.Lo ?? title.En) is null)
            return Decision.At(pointer, RefusalCodes.TextMissing);
        foreach (var text in (ReadOnlySpan<string?>)[title.Vi, title.Lo, title.En])
            if (text is not null && Text(text, pointer) is { } refusal)
                return refusal;
        return null;
    }

    /// <summary>Well-formed ids, no one twice, and both countries among them.</summary>
    public static Decision? Parties(ValueList<string> parties, string pointer)
    {
        if (parties.Distinct().Count() != parties.Count || parties.Any(party => !BookKey.IsId(party) || Contracts.Parties.SideOf(party) == Side.None))
            return Decision.At(pointer, RefusalCodes.PartiesInvalid);
        return BothSides(parties) ? null : Decision.At(pointer, RefusalCodes.PartiesInvalid);
    }

    public static bool BothSides(IEnumerable<string> parties) =>
        parties.Select(Contracts.Parties.SideOf).Distinct().Count(side => side != Side.None) == 2;

    public static Decision? Window(Window window, string pointer) =>
        window.From.Year == 0 || window.To is { Year: 0 } || (window.To is { } end && end.Last < window.From.First)
            ? Decision.At(pointer, RefusalCodes.WindowInvalid)
            : null;

    /// <summary>A day from today on, at most so many days away.</summary>
    public static Decision? Until(PartialDate until, DateOnly today, int most, string code) =>
        until.Day == 0 || until.Last < today || until.Last > today.AddDays(most) ? Decision.At("/until", code, ("most", most)) : null;

    public static Decision? Id(string? id, string pointer) =>
        id is null || BookKey.IsId(id) ? null : Decision.At(pointer, RefusalCodes.IdInvalid, ("id", id));
}
