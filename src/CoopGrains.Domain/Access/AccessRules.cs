using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Leave to read a restricted book for a time: decided and folded. Its end comes by the clock and is no event.</summary>
public static class AccessRules
{
    /// <summary>The longest time, in days.</summary>
    public const int MostDays = 90;

    private const int Most = 100;

    /// <summary>The leave that lets the actor read at an instant; null when there is none.</summary>
    public static AccessGrant? InForce(ValueList<AccessGrant> grants, string agency, string user, DateTimeOffset now) =>
        grants.FirstOrDefault(grant => grant.IsFor(agency, user) && IsInForce(grant, now));

    /// <summary>True up to the end of its last day.</summary>
    public static bool IsInForce(AccessGrant grant, DateTimeOffset now) => CivilTime.DateOf(now) <= grant.Until.Last;

    /// <summary>Decides a command about leave to read; null when it is about something else.</summary>
    internal static Decision? Decide<TState>(TState state, Command command, Context context)
        where TState : class, IBookState<TState> => command switch
        {
            GrantAccess grant => Grant(state, grant, context),
            RevokeAccess revoke => Revoke(state, revoke, context),
            _ => null,
        };

    /// <summary>The leave given after an event; null when it is about something else.</summary>
    /// <remarks>What has ended by then is dropped: it stays in history.</remarks>
    internal static ValueList<AccessGrant>? Evolve(ValueList<AccessGrant> grants, Event happened) => happened switch
    {
        AccessGranted granted => grants.Where(grant => IsInForce(grant, granted.Grant.At)).Append(granted.Grant).ToValueList(),
        AccessRevoked revoked => grants.Without(revoked.Grant),
        _ => null,
    };

    private static Decision Grant<TState>(TState state, GrantAccess grant, Context context)
        where TState : class, IBookState<TState>
    {
        if (Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed)
            return notAllowed;
        if (!state.Restricted)
            return Decision.At("/book", RefusalCodes.GrantNotNeeded);
        if (grant.Agency == context.Actor.Agency && grant.User == context.Actor.User)
            return Decision.Refuse(RefusalCodes.NotForOneself);
        if ((Checks.Text(grant.Reason, "/reason")
            ?? Checks.Until(grant.Until, context.Today, MostDays, RefusalCodes.GrantEndInvalid)) is { } invalid)
            return invalid;
        if (!grant.UserIsKnown)
            return Decision.At("/user", RefusalCodes.ReferenceUnknown, ("id", $"{grant.Agency}/{grant.User}"));
        if (InForce(state.Grants, grant.Agency, grant.User, context.Now) is { } known)
            return Decision.Refuse(RefusalCodes.AlreadyExists, ("id", known.Id));
        return state.Grants.Count(known => IsInForce(known, context.Now)) >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new AccessGranted
            {
                Grant = new()
                {
                    Id = DerivedIds.Within("x-", context.Book.ToString(), context.OperationId),
                    Agency = grant.Agency,
                    User = grant.User,
                    Reason = grant.Reason,
                    Until = grant.Until,
                    At = context.Now,
                    By = context.Actor.Body,
                },
            });
    }

    private static Decision Revoke<TState>(TState state, RevokeAccess revoke, Context context)
        where TState : class, IBookState<TState>
    {
        if (Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed)
            return notAllowed;
        if (state.Grants.Find(revoke.Grant) is not { } grant)
            return Checks.ItemUnknown(revoke.Grant);
        if (Checks.Text(revoke.Reason, "/reason") is { } noReason)
            return noReason;
        return IsInForce(grant, context.Now)
            ? Decision.Accept(new AccessRevoked { Grant = grant.Id, Reason = revoke.Reason })
            : Decision.Refuse(RefusalCodes.WrongState, ("state", $"ended {grant.Until}"), ("needed", "granted"));
    }
}
