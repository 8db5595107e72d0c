using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ListPage<OccasionView> Occasions(OccasionFilter filter, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        return Page(snapshot, Anybody, limit, snapshot.Of(BookKind.Province, Anybody)
            .SelectMany(book => book.Province!.Occasions, (book, occasion) => new OccasionView { Party = book.Key.Id, Occasion = occasion })
            .Where(view => filter.Party is null || view.Occasion.Parties.Contains(filter.Party))
            .Where(view => filter.Kind is null || view.Occasion.Kind == filter.Kind)
            .Where(view => filter.Implements is null || view.Occasion.Implements == filter.Implements)
            .Where(view => filter.On is not { } on || WasOn(view.Occasion, on))
            .Where(view => after is null || string.CompareOrdinal(KeyOf(view), after) > 0)
            .OrderBy(KeyOf, StringComparer.Ordinal), KeyOf);
    }

    public OccasionView? Occasion(string party, string occasion) =>
        ProvinceOf(state.Snapshot, party)?.Occasions.Find(occasion) is { } found
            ? new() { Party = party, Occasion = found }
            : null;

    public ListPage<Twinning>? Twinnings(BookKey program, PartialDate? on, Actor reader, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        return ProgramOf(snapshot, program, reader) is not { } book ? null : Page(snapshot, reader, limit, book.Twinnings
            .Where(twinning => on is not { } then || twinning.Validity.MayHold(then))
            .Where(twinning => after is null || string.CompareOrdinal(twinning.Id, after) > 0)
            .OrderBy(twinning => twinning.Id, StringComparer.Ordinal), twinning => twinning.Id);
    }

    public Twinning? Twinning(BookKey program, string twinning, Actor reader) =>
        ProgramOf(state.Snapshot, program, reader)?.Twinnings.Find(twinning);

    public TwinningCounts? TwinningCounts(BookKey program, PartialDate on, Actor reader)
    {
        var snapshot = state.Snapshot;
        if (ProgramOf(snapshot, program, reader) is not { } book)
            return null;
        var twinned = book.Twinnings.Where(twinning => twinning.Validity.MayHold(on)).ToList();
        var places = twinned.SelectMany(twinning => (TwinPlace[])[twinning.Lao, twinning.Vietnamese])
            .Where(IsToldApart).DistinctBy(TwinningRules.KeyOf).ToList();
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            On = on,
            Twinnings = twinned.Count,
            Lao = CountOf(twinned.Select(twinning => twinning.Lao)),
            Vietnamese = CountOf(twinned.Select(twinning => twinning.Vietnamese)),
            EnteredByBoth = twinned.Count(twinning => twinning.EnteredBy.Select(Parties.SideOf).Distinct().Count() == 2),
            Provinces = places.SelectMany(place => place.Provinces).Distinct().Order(StringComparer.Ordinal).Select(id => new TwinnedProvince
            {
                Province = id,
                Places = places.Count(place => place.Provinces.Count == 1 && place.Provinces[0] == id),
                Shared = places.Count(place => place.Provinces.Count > 1 && place.Provinces.Contains(id)),
            }).ToValueList(),
        };
    }

    private static bool IsToldApart(TwinPlace place) => place.Unit is not null || place.Mark is not null;

    private static int? CountOf(IEnumerable<TwinPlace> places)
    {
        var all = places.ToList();
        return all.TrueForAll(IsToldApart) ? all.Select(TwinningRules.KeyOf).Distinct().Count() : null;
    }

    private static ProgramBook? ProgramOf(ViewSnapshot snapshot, BookKey program, Actor reader) =>
        snapshot.Find(program, reader) is { Unreadable: false } book ? book.Program : null;

    // A yearly one is every year, on its day; that of 29 February on the 28th where there is no 29th, as the calendar has it.
    private static bool WasOn(Occasion occasion, PartialDate on)
    {
        if (!occasion.Yearly)
            return occasion.On.First <= on.Last && (occasion.Until ?? occasion.On).Last >= on.First;
        return occasion.On.Year <= on.Year && (on.Month == 0 || occasion.On.Month == on.Month)
            && (on.Day == 0 || Math.Min(occasion.On.Day, DateTime.DaysInMonth(on.Year, occasion.On.Month)) == on.Day);
    }

    private static string KeyOf(OccasionView view) => $"{view.Party}/{view.Occasion.Id}";
}
