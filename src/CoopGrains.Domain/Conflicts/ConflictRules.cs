using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Conflicts of sources, the same in all three books: decided and folded.</summary>
internal static class ConflictRules
{
    private const int Most = 1_000;
    private const int MostReadings = 10;
    private const Roles AnyRole = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    /// <summary>Decides a command about conflicts; null when it is about something else.</summary>
    /// <param name="conflicts">Those of the book.</param>
    /// <param name="command">The command.</param>
    /// <param name="context">What else it may rest on.</param>
    /// <param name="parties">Who the book concerns.</param>
    /// <param name="commitments">Those of the book: what lies in a locked period is not called into question.</param>
    /// <param name="has">Whether the book has what a conflict may be about.</param>
    public static Decision? Decide(
        ValueList<SourceConflict> conflicts, Command command, Context context, ValueList<string> parties, CommitmentLedgers commitments,
        Func<string, bool> has) => command switch
        {
            RaiseConflict raise => Raise(conflicts, raise, context, parties, commitments, has),
            ResolveConflict resolve => Resolve(conflicts, resolve, context, parties, commitments),
            _ => null,
        };

    /// <summary>The conflicts after an event; null when it is about something else.</summary>
    public static ValueList<SourceConflict>? Evolve(ValueList<SourceConflict> conflicts, Event happened) => happened switch
    {
        ConflictRaised raised => conflicts.Add(raised.Conflict),
        // Settled, it needs no quotes in memory: the history has them.
        ConflictResolved resolved => conflicts.Change(
            resolved.Conflict, conflict => conflict with { Resolution = resolved.Resolution, Readings = default }),
        _ => null,
    };

    private static Decision Raise(
        ValueList<SourceConflict> conflicts, RaiseConflict raise, Context context, ValueList<string> parties, CommitmentLedgers commitments,
        Func<string, bool> has)
    {
        if ((context.Actor.Roles & AnyRole) == Roles.None)
            return Decision.Refuse(RefusalCodes.RoleMissing, ("role", Roles.Recorder));
        if ((Checks.Party(context.Actor, parties) ?? Checks.Title(raise.Title, "/title") ?? Readings(raise.Readings)) is { } invalid)
            return invalid;
        if (raise.About is { } about && !has(about))
            return Decision.At("/about", RefusalCodes.ReferenceUnknown, ("id", about));
        var (id, idRefused) = Checks.NewId(raise.Id, "k-", context, id => conflicts.Has(id));
        if (idRefused is { } wrongId)
            return wrongId;
        if (Locked(commitments, raise.About, context) is { } locked)
            return locked;
        return conflicts.Count >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new ConflictRaised
            {
                Conflict = new()
                {
                    Id = id,
                    Title = raise.Title,
                    About = raise.About,
                    Readings = raise.Readings,
                    By = Checks.By(context.Actor),
                    At = context.Now,
                },
            });
    }

    private static Decision? Locked(CommitmentLedgers commitments, string? about, Context context) =>
        about is null ? null : LockRules.Refuses(commitments, about, context.Today);

    // One source alone does not disagree, and a reading without its words cannot be checked.
    private static Decision? Readings(ValueList<Reading> readings)
    {
        if (readings.Count is < 2 or > MostReadings)
            return Decision.At("/readings", RefusalCodes.ReadingsMissing);
        for (var i = 0; i < readings.Count; i++)
        {
            if (Checks.Title(readings[i].Text, $"/readings/{i}/text") is { } noText)
                return noText;
            var sources = readings[i].Sources;
            if (sources.IsEmpty || sources.Count > MostReadings || sources.Any(source => string.IsNullOrWhiteSpace(source.Quote)))
                return Decision.At($"/readings/{i}/sources", RefusalCodes.SourcesMissing);
            for (var j = 0; j < sources.Count; j++)
                if (Checks.Text(sources[j].Quote, $"/readings/{i}/sources/{j}/quote") is { } tooLong)
                    return tooLong;
        }
        return null;
    }

    private static Decision Resolve(
        ValueList<SourceConflict> conflicts, ResolveConflict resolve, Context context, ValueList<string> parties, CommitmentLedgers commitments)
    {
        if (Checks.Coordinator(context.Actor, parties) is { } notAllowed)
            return notAllowed;
        if (conflicts.Find(resolve.Conflict) is not { } conflict)
            return Checks.ItemUnknown(resolve.Conflict);
        if (Checks.Text(resolve.Reason, "/reason") is { } noReason)
            return noReason;
        if (conflict.Resolution is not null)
            return Decision.Refuse(RefusalCodes.WrongState, ("state", "resolved"), ("needed", "open"));
        if (resolve.Reading is { } reading && (reading < 0 || reading >= conflict.Readings.Count))
            return Decision.At("/reading", RefusalCodes.ReferenceUnknown, ("id", reading));
        if (Locked(commitments, conflict.About, context) is { } locked)
            return locked;
        return Decision.Accept(new ConflictResolved
        {
            Conflict = conflict.Id,
            Resolution = new()
            {
                By = Checks.By(context.Actor),
                Reason = resolve.Reason,
                Reading = resolve.Reading,
                At = context.Now,
            },
        });
    }
}
