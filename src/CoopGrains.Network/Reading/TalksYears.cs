using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>The series of yearly talks, year by year. Pure.</summary>
internal static class TalksYears
{
    private const int Most = 100;

    /// <summary>From the first year that is known to the civil date's, and one ahead once that has its talks, within the term.</summary>
    /// <remarks>
    /// A past year without talks is "no record", never missed. The next is proposed to the side that does not host the last that were held or are planned:
    /// turns go by talks, not by years.
    /// </remarks>
    public static ValueList<TalksYear> Of(AgreementBook agreement, IReadOnlyList<TalksView> talks, DateOnly on)
    {
        var years = new List<TalksYear>();
        var byYear = talks.GroupBy(view => (int)view.Talks.On.Year).ToDictionary(group => group.Key, group => group.MinBy(Rank)!);
        var first = Math.Max(byYear.Count > 0 ? byYear.Keys.Min() : agreement.Text?.Term?.From.Year ?? on.Year, on.Year - Most);
        var next = byYear.TryGetValue(on.Year, out var now) && now.Talks.State != TalksState.Cancelled ? on.Year + 1 : on.Year;
        var last = Math.Min(Math.Max(next, byYear.Count > 0 ? byYear.Keys.Max() : next), on.Year + Most);
        for (var year = first; year <= last; year++)
            if (byYear.TryGetValue(year, out var found))
                years.Add(Known(year, found, on));
            else if (year < on.Year)
                years.Add(new() { Year = year, State = YearOfTalks.NoRecord });
            else if (year == next && Runs(agreement, year, on))
                years.Add(Proposed(agreement, talks, year, on));
        return years.ToValueList();
    }

    // Of several in a year, those that took place stand for it, then those to come.
    private static int Rank(TalksView view) => TalksFold.WasHeld(view.Talks) ? 0 : TalksFold.IsUpcoming(view.Talks) ? 1 : 2;

    private static TalksYear Known(int year, TalksView view, DateOnly on) => new()
    {
        Year = year,
        State = TalksFold.WasHeld(view.Talks) ? YearOfTalks.Held
            : !TalksFold.IsUpcoming(view.Talks) ? YearOfTalks.Cancelled
            : TalksFold.HasNoRecord(view.Talks, on) ? YearOfTalks.NoRecord : YearOfTalks.Planned,
        Talks = new() { Agreement = view.Agreement, Number = view.Talks.Number },
        Host = view.Talks.Host,
        HostSide = Parties.SideOf(view.Talks.Host),
    };

    private static TalksYear Proposed(AgreementBook agreement, IReadOnlyList<TalksView> talks, int year, DateOnly on)
    {
        if (talks.LastOrDefault(view => TalksFold.WasHeld(view.Talks)
            || (TalksFold.IsUpcoming(view.Talks) && !TalksFold.HasNoRecord(view.Talks, on))) is not { } last)
            return new() { Year = year, State = YearOfTalks.Proposed };
        var other = Parties.SideOf(last.Talks.Host) == Side.Vn ? Side.La : Side.Vn;
        var hosts = agreement.Parties.Where(party => Parties.SideOf(party) == other).ToList();
        return new() { Year = year, State = YearOfTalks.Proposed, HostSide = other, Host = hosts.Count == 1 ? hosts[0] : null };
    }

    private static bool Runs(AgreementBook agreement, int year, DateOnly on) =>
        EndRules.IsInForce(AgreementBook.StateOn(agreement, on))
        && !(agreement.Text?.Term?.To is { } end && end.Last.Year < year);
}
