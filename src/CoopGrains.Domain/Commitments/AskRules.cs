using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What is asked about a commitment takes effect once all have asked or agreed whom it names.</summary>
public static class AskRules
{
    /// <summary>Those whom the commitment names that have yet to agree; a national body speaks for all of its side.</summary>
    public static ValueList<string> Awaited(Commitment commitment, CommitmentAsk asked) => commitment.Givers.Concat(commitment.Beneficiaries)
        .Distinct()
        .Where(body => !Parties.Speaks(asked.By.Body, body) && !asked.Agreed.Any(agreed => Parties.Speaks(agreed.By.Body, body)))
        .ToValueList();

    /// <summary>The same for everything that is asked about it.</summary>
    public static ValueList<AskAwaited> Awaited(Commitment commitment) => commitment.Asked
        .Select(asked => new AskAwaited { Kind = asked.Kind, Period = asked.Target?.Period, By = Awaited(commitment, asked) })
        .ToValueList();

    /// <summary>Agrees to what is asked: with the last of them it takes effect.</summary>
    internal static Decision Agree(
        Commitment commitment, CommitmentAsk asked, Context context, Func<Event> takesEffect, string? reason = null) =>
        Adds(commitment, asked, context.Actor)
            ? Decision.Accept(Agrees(commitment, asked, context, takesEffect, reason))
            : AddsNothing(commitment, asked, context.Actor);

    /// <summary>What follows when somebody agrees who <see cref="Adds"/>.</summary>
    internal static Event Agrees(
        Commitment commitment, CommitmentAsk asked, Context context, Func<Event> takesEffect, string? reason = null)
    {
        var by = Checks.By(context.Actor);
        return Awaited(commitment, asked).All(body => Parties.Speaks(by.Body, body)) ? takesEffect() : new CommitmentAskJoined
        {
            Commitment = commitment.Id,
            Kind = asked.Kind,
            Period = asked.Target?.Period,
            By = by,
            At = context.Now,
            Reason = reason,
        };
    }

    /// <summary>Whether it waits for the actor.</summary>
    internal static bool Adds(Commitment commitment, CommitmentAsk asked, Actor actor) =>
        Awaited(commitment, asked).Any(body => Parties.Speaks(actor.Body, body));

    /// <summary>Why a word that it does not wait for is refused.</summary>
    internal static Decision AddsNothing(Commitment commitment, CommitmentAsk asked, Actor actor)
    {
        var awaited = Awaited(commitment, asked);
        return awaited.Any(body => Parties.SideOf(body) == actor.Side)
            ? Decision.Refuse(RefusalCodes.AlreadyAgreed, ("party", actor.Body), ("awaited", string.Join(", ", awaited)))
            : Decision.Refuse(RefusalCodes.OtherSideHasToAgree, ("by", asked.By.Body));
    }

    internal static ValueList<CommitmentAsk> With(ValueList<CommitmentAsk> asked, CommitmentAskJoined joined) => asked
        .Select(ask => ask.Kind == joined.Kind && ask.Target?.Period == joined.Period
            ? ask with { Agreed = ask.Agreed.Add(new() { By = joined.By, At = joined.At }) }
            : ask)
        .ToValueList();
}
