using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public NetworkStatus Status(StatusBy? by, Actor reader, DateOnly on) => state.Read(on, (open, snapshot) =>
    {
        var totals = Visible(open, snapshot, reader);
        var overall = Merge(totals.Select(part => part.Overall));
        var books = totals.SelectMany(part => part.Books).GroupBy(pair => pair.Key, pair => pair.Value)
            .ToDictionary(group => group.Key, group => group.Sum());
        return new NetworkStatus
        {
            Stamp = StampOf(snapshot, reader),
            On = on,
            Provinces = books.Where(pair => pair.Key.Kind == BookKind.Province).Sum(pair => pair.Value),
            LaoPartners = books.GetValueOrDefault((BookKind.Province, nameof(Side.La))),
            VnProvinces = books.GetValueOrDefault((BookKind.Province, nameof(Side.Vn))),
            Instruments = books.Where(pair => pair.Key.Kind == BookKind.Agreement).Sum(pair => pair.Value),
            InstrumentsByState = States(books, BookKind.Agreement),
            Programs = books.Where(pair => pair.Key.Kind == BookKind.Program).Sum(pair => pair.Value),
            ProgramsByState = States(books, BookKind.Program),
            Counts = CountsOf(overall.Counts),
            Cases = CaseTotals.Of(totals.Select(part => part.Cases)),
            OldestDispute = totals.Min(part => part.OldestDispute),
            Figures = FiguresOfGroup(overall, ""),
            By = by,
            GroupsOverlap = by is StatusBy.Province or StatusBy.Area or StatusBy.Side or StatusBy.Period,
            Groups = by is { } dimension ? GroupsBy(dimension, totals, snapshot) : default,
            Unreadable = UnreadableFor(snapshot, reader),
        };
    });

    /// <summary>Totals of open books, and those of the restricted books that this reader sees.</summary>
    private static List<NetworkTotals> Visible(NetworkTotals open, ViewSnapshot snapshot, Actor reader)
    {
        List<NetworkTotals> totals = [open];
        NetworkTotals? restricted = null;
        if (!reader.MaySeeRestricted)
            return totals;
        foreach (var key in snapshot.Restricted)
            if (snapshot.Find(key, reader) is { Unreadable: false } book)
                (restricted ??= new(open.On)).Add(book, 1);
        if (restricted is not null)
            totals.Add(restricted);
        return totals;
    }

    // What a province has of its own and what it shares with others are both its business.
    private static StatusLight? LightOf(StatusBy by, string value, List<NetworkTotals> totals)
    {
        var lights = default(LightCounts);
        foreach (var part in totals)
            foreach (var shared in (ReadOnlySpan<bool>)[false, true])
                lights += part.Of(new(by, value, shared))?.Counts.Lights ?? default;
        return lights.Worst;
    }

    private static ValueList<StatusGroup> GroupsBy(StatusBy by, List<NetworkTotals> totals, ViewSnapshot snapshot)
    {
        var values = totals.SelectMany(part => part.By(by)).Where(pair => IsInUse(pair.Value)).Select(pair => pair.Key.Value);
        if (by == StatusBy.Province)
            values = values.Concat(snapshot.Of(BookKind.Province, Anybody)
                .Where(book => !book.Province!.National).Select(book => book.Key.Id));
        return values.Distinct().Order(StringComparer.Ordinal).Select(value => GroupOf(by, value, totals, snapshot)).ToValueList();
    }

    private static bool IsInUse(GroupTotals group) =>
        group.Counts.Commitments + group.Counts.Proposals != 0 || group.Counts.Entries != default;

    private static StatusGroup GroupOf(StatusBy by, string value, List<NetworkTotals> totals, ViewSnapshot snapshot)
    {
        var own = Merge(totals.Select(part => part.Of(new(by, value))));
        var shared = Merge(totals.Select(part => part.Of(new(by, value, Shared: true))));
        var name = JsonName(by);
        return new()
        {
            By = by,
            Value = value,
            Name = NameOf(by, value, snapshot),
            Within = by == StatusBy.Area ? AreaTree.Find(value)?.Within : null,
            Counts = CountsOf(own.Counts + shared.Counts),
            Figures = FiguresOfGroup(own, $"@{name}={value}"),
            Shared = FiguresOfGroup(shared, $"@shared={value}"),
        };
    }

    private static LocalizedText? NameOf(StatusBy by, string value, ViewSnapshot snapshot) => by switch
    {
        StatusBy.Province when snapshot.Books.TryGetValue(BookKey.Province(value), out var book) => book.Title,
        StatusBy.Agreement when BookKey.TryParse(value, out var key) && snapshot.Books.TryGetValue(key, out var book) => book.Title,
        StatusBy.Area => AreaTree.Find(value)?.Name,
        StatusBy.Side => Vocabulary.Find(Vocabulary.KindOf(typeof(Side)), value),
        StatusBy.State => Vocabulary.FindIn([Vocabulary.KindOf(typeof(AgreementState)), Vocabulary.KindOf(typeof(ProgramState))], value),
        _ => null,
    };

    private static GroupTotals Merge(IEnumerable<GroupTotals?> parts)
    {
        var present = parts.Where(part => part is not null).ToList();
        if (present.Count == 1)
            return present[0]!;
        var merged = new GroupTotals();
        foreach (var part in present)
            merged.Add(part!);
        return merged;
    }

    internal static ValueList<NetworkFigure> FiguresOfGroup(GroupTotals group, string scope) => group.Figures
        .Where(pair => pair.Value.Commitments != 0 || pair.Value.Overall.Entries != 0)
        .OrderBy(pair => pair.Key.Indicator, StringComparer.Ordinal).ThenBy(pair => pair.Key.Unit, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Measure)
        .Select(pair => new NetworkFigure
        {
            Id = $"{pair.Key.Indicator}:{pair.Key.Unit ?? "-"}:{ViewBook.Named(pair.Key.Measure)}{scope}",
            Indicator = pair.Key.Indicator,
            Unit = pair.Key.Unit,
            Measure = pair.Key.Measure,
            Commitments = pair.Value.Commitments,
            Overall = pair.Value.Overall.ToFigure(null, pair.Key.Unit),
            Periods = pair.Value.Periods.Where(period => period.Value.Targets != 0 || period.Value.Entries != 0)
                .OrderBy(period => period.Key == default).ThenBy(period => period.Key.From).ThenBy(period => period.Key.To)
                .Select(period => period.Value.ToFigure(period.Key == default ? Groups.Outside : period.Key.ToString(), pair.Key.Unit))
                .ToValueList(),
        }).ToValueList();

    private static NetworkCounts CountsOf(Counts counts) => new()
    {
        Commitments = counts.Commitments,
        Proposals = counts.Proposals,
        Targets = counts.Targets,
        NoData = counts.NoData,
        TargetsWithoutData = counts.TargetsWithoutData,
        Overdue = counts.Overdue,
        Light = counts.Lights.Worst,
        Lights = counts.Lights.ToLights(),
        Entries = new()
        {
            Reported = counts.Entries.Awaiting + counts.Entries.Confirmed + counts.Entries.Disputed,
            Awaiting = counts.Entries.Awaiting,
            Confirmed = counts.Entries.Confirmed,
            Disputed = counts.Entries.Disputed,
            SentBack = counts.Entries.SentBack,
            Withdrawn = counts.Entries.Withdrawn,
            Corrected = counts.Entries.Corrected,
            Corrections = counts.Entries.Corrections,
            Reversed = counts.Entries.Reversed,
            Reversals = counts.Entries.Reversals,
            Duplicates = counts.Entries.Duplicates,
        },
    };

    private static ValueList<StateCount> States(Dictionary<(BookKind Kind, string State), int> books, BookKind kind) => books
        .Where(pair => pair.Key.Kind == kind).OrderBy(pair => pair.Key.State, StringComparer.Ordinal)
        .Select(pair => new StateCount { State = pair.Key.State, Count = pair.Value }).ToValueList();

    // A book whose first row cannot be read may be a restricted one: its random id tells.
    private static ValueList<BookKey> UnreadableFor(ViewSnapshot snapshot, Actor reader) => snapshot.Unreadable
        .Where(key => snapshot.Books[key] is var book
            && (book.Exists ? book.IsSeenBy(reader) : book.IsOpen))
        .OrderBy(key => key.ToString(), StringComparer.Ordinal).ToValueList();

    private static string JsonName(StatusBy by) => ViewBook.Named(by);
}
