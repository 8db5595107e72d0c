using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    private static readonly LocalizedText HeldTitle = new() { Vi = "Hội đàm", Lo = "ການເຈລະຈາ", En = "Talks" };
    private static readonly LocalizedText ProposedTitle =
        new() { Vi = "Hội đàm thường niên (đề xuất)", Lo = "ການເຈລະຈາປະຈຳປີ (ສະເໜີ)", En = "Yearly talks (proposed)" };

    public IReadOnlyList<CalendarEntry> Calendar(Actor reader, DateOnly on)
    {
        var snapshot = state.Snapshot;
        var talking = snapshot.Talking.Select(key => snapshot.Find(key, reader)).OfType<ViewBook>().Where(book => !book.Unreadable).ToList();
        return [.. talking.SelectMany(book => TalksOf(book, on))
            .Concat(Proposals(snapshot, talking, reader, on))
            .Concat(snapshot.Of(BookKind.Province, Anybody).SelectMany(OccasionsOf))
            .OrderBy(entry => entry.On).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<CalendarEntry> TalksOf(ViewBook book, DateOnly on) => book.Agreement!.Talks.Select(talks => new CalendarEntry
    {
        Id = $"{book.Key}/talks/{talks.Number}",
        Book = book.Key,
        Title = Joined(HeldTitle, book.Title),
        On = talks.On,
        Place = talks.Place,
        Tentative = talks.State == TalksState.Postponed || TalksFold.HasNoRecord(talks, on),
        Cancelled = talks.State == TalksState.Cancelled,
        ChangedAt = book.At,
    });

    // Of the agreements with talks, and of those that follow them: no other has a turn to propose.
    private IEnumerable<CalendarEntry> Proposals(ViewSnapshot snapshot, List<ViewBook> talking, Actor reader, DateOnly on)
    {
        foreach (var key in talking.SelectMany(book => book.Agreement!.RenewedBy.Prepend(book.Key)).Distinct())
            if (snapshot.Find(key, reader) is { Unreadable: false } book)
                foreach (var year in TalksSeries(key, reader, on)?.Years ?? default)
                    if (year.State == YearOfTalks.Proposed)
                        yield return Proposal(snapshot, book, year);
    }

    private static CalendarEntry Proposal(ViewSnapshot snapshot, ViewBook book, TalksYear year) => new()
    {
        Id = $"{book.Key}/talks/proposed/{year.Year}",
        Book = book.Key,
        Title = Joined(ProposedTitle, book.Title),
        On = PartialDate.OfYear(year.Year),
        Place = year.Host is { } host && snapshot.Find(BookKey.Province(host), Anybody) is { } province ? province.Title : null,
        Tentative = true,
        ChangedAt = book.At,
    };

    private static IEnumerable<CalendarEntry> OccasionsOf(ViewBook book) => book.Province!.Occasions.Select(occasion => new CalendarEntry
    {
        Id = $"{book.Key}/events/{occasion.Id}",
        Book = book.Key,
        Title = occasion.Title,
        On = occasion.On,
        Until = occasion.Until,
        Yearly = occasion.Yearly,
        Place = occasion.Place,
        ChangedAt = book.At,
    });

    // What nobody wrote in a language is missing there, so the whole is: the reader gets one language, not a mixture.
    private static LocalizedText Joined(LocalizedText what, LocalizedText of) => new()
    {
        Vi = of.Vi is null ? null : $"{what.Vi}: {of.Vi}",
        Lo = of.Lo is null ? null : $"{what.Lo}: {of.Lo}",
        En = of.En is null ? null : $"{what.En}: {of.En}",
    };
}
