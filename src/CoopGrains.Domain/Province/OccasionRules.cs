using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Delegations, visits, honors, gifts and anniversaries in a province's book: decided and folded.</summary>
internal static class OccasionRules
{
    private const int Most = 10_000;

    /// <summary>Decides a command about occasions; null when it is about something else.</summary>
    public static Decision? Decide(ProvinceBook state, Command command, Context context) => command switch
    {
        RecordOccasion or RetractOccasion when Checks.Coordinator(context.Actor, state.Parties) is { } notAllowed => notAllowed,
        RecordOccasion record => Record(state, record, context),
        RetractOccasion retract => Retract(state, retract),
        _ => null,
    };

    /// <summary>The occasions after an event; null when it is about something else.</summary>
    public static ValueList<Occasion>? Evolve(ValueList<Occasion> occasions, Event happened) => happened switch
    {
        OccasionRecorded recorded => occasions.Add(recorded.Occasion),
        OccasionRetracted retracted => occasions.Without(retracted.Occasion),
        _ => null,
    };

    private static Decision Record(ProvinceBook state, RecordOccasion record, Context context)
    {
        var (id, idRefused) = Checks.NewId(record.Id, "v-", context, id => state.Occasions.Has(id));
        if ((idRefused ?? Check(state, record, context)) is { } refusal)
            return refusal;
        return state.Occasions.Count >= Most
            ? Decision.Refuse(RefusalCodes.TooManyItems, ("most", Most))
            : Decision.Accept(new OccasionRecorded
            {
                Occasion = new()
                {
                    Id = id,
                    Kind = record.Kind,
                    Title = record.Title,
                    On = record.On,
                    Until = record.Until,
                    Yearly = record.Yearly,
                    Place = record.Place,
                    Parties = record.Parties,
                    Participants = record.Participants,
                    Readings = record.Readings,
                    Implements = record.Implements,
                    Talks = record.Talks,
                    Sources = record.Sources,
                },
            });
    }

    private static Decision Retract(ProvinceBook state, RetractOccasion retract)
    {
        if (!state.Occasions.Has(retract.Occasion))
            return Checks.ItemUnknown(retract.Occasion);
        return Checks.Text(retract.Reason, "/reason")
            ?? Decision.Accept(new OccasionRetracted { Occasion = retract.Occasion, Reason = retract.Reason });
    }

    private static Decision? Check(ProvinceBook state, RecordOccasion record, Context context)
    {
        if ((Checks.Title(record.Title, "/title") ?? (record.Place is null ? null : Checks.Title(record.Place, "/place"))) is { } noText)
            return noText;
        if (record.On.Year == 0 || (record.Until is { } until && (until.Year == 0 || until.Last < record.On.First)))
            return Decision.At("/until", RefusalCodes.WindowInvalid);
        // A day that comes every year is a day of the year.
        if (record.Yearly && record.On.Day == 0)
            return Decision.At("/on", RefusalCodes.DayMissing);
        var parties = record.Parties;
        if (parties.Distinct().Count() != parties.Count || parties.Count > Checks.MostOfARecord
            || parties.Any(party => !BookKey.IsId(party) || Parties.SideOf(party) == Side.None))
            return Decision.At("/parties", RefusalCodes.BodiesInvalid);
        if (!parties.Contains(context.Book.Id))
            return Decision.At("/parties", RefusalCodes.NotAParty, ("party", context.Book.Id));
        return Participants(state, record, context) ?? Readings(record) ?? Checks.Found(record.Missing);
    }

    private static Decision? Participants(ProvinceBook state, RecordOccasion record, Context context)
    {
        if (record.Participants.Count > Checks.MostOfARecord)
            return Decision.At("/participants", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        for (var i = 0; i < record.Participants.Count; i++)
        {
            var (one, pointer) = (record.Participants[i], $"/participants/{i}");
            if (!record.Parties.Contains(one.Party))
                return Decision.At(pointer + "/party", RefusalCodes.NotAParty, ("party", one.Party));
            if (one.Who is null ? one.Holder is null : Checks.Title(one.Who, pointer + "/who") is not null)
                return Decision.At(pointer + "/who", RefusalCodes.TextMissing);
            if (one.Holder is { } holder && one.Party == context.Book.Id && !state.Holders.Has(holder))
                return Decision.At(pointer + "/holder", RefusalCodes.ReferenceUnknown, ("id", holder));
        }
        return null;
    }

    private static Decision? Readings(RecordOccasion record)
    {
        if (record.Readings.Count > Checks.MostOfARecord)
            return Decision.At("/readings", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        for (var i = 0; i < record.Readings.Count; i++)
        {
            if (Checks.Title(record.Readings[i].Text, $"/readings/{i}/text") is { } noText)
                return noText;
            if (record.Readings[i].Sources.IsEmpty)
                return Decision.At($"/readings/{i}/sources", RefusalCodes.SourcesMissing);
        }
        return null;
    }
}
