using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ListPage<LocalUnitView>? Units(string province, UnitFilter filter, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        var words = Words.Of(filter.Words);
        return ProvinceOf(snapshot, province) is not { } book ? null : Page(snapshot, Anybody, limit, book.Units
            .Where(unit => words.AreIn(unit.Name))
            .Where(unit => filter.Kind is null || unit.Kind == filter.Kind)
            .Where(unit => filter.On is not { } on || unit.Validity.MayHold(on))
            .Where(unit => after is null || string.CompareOrdinal(unit.Id, after) > 0)
            .OrderBy(unit => unit.Id, StringComparer.Ordinal)
            .Select(unit => ViewOf(province, book, unit)), view => view.Unit.Id);
    }

    public LocalUnitView? Unit(string province, string unit) =>
        ProvinceOf(state.Snapshot, province) is { } book && book.Units.Find(unit) is { } found
            ? ViewOf(province, book, found)
            : null;

    public ValueList<FoundUnit> Found(ValueList<UnitRef> places) => places.Select(place => Unit(place.Province, place.Unit) is { } view
        ? new FoundUnit { Unit = view.Unit, Successors = view.Successors }
        : new()).ToValueList();

    public ListPage<OfficeHolderView> Holders(HolderFilter filter, string? after, int limit)
    {
        var snapshot = state.Snapshot;
        var (words, person, office) = (Words.Of(filter.Words), Words.Of(filter.Person), Words.Of(filter.Office));
        return Page(snapshot, Anybody, limit, snapshot.Of(BookKind.Province, Anybody)
            .Where(book => filter.Party is null || book.Key.Id == filter.Party)
            .SelectMany(book => book.Province!.Holders, (book, holder) => (Book: book, Holder: holder))
            .Where(held => filter.On is not { } on || held.Holder.Validity.MayHold(on))
            .Where(held => words.AreIn(held.Holder.Person, held.Holder.Office, held.Holder.Titles))
            .Where(held => person.AreIn(held.Holder.Person))
            .Where(held => office.AreIn(held.Holder.Office) || office.AreIn(held.Holder.Titles))
            .Where(held => after is null || string.CompareOrdinal(KeyOf(held.Book, held.Holder), after) > 0)
            .OrderBy(held => KeyOf(held.Book, held.Holder), StringComparer.Ordinal)
            .Select(held => ViewOf(held.Book, held.Holder)), view => $"{view.Party}/{view.Holder.Id}");
    }

    public OfficeHolderView? Holder(string party, string holder) =>
        BookKey.IsId(party) && state.Snapshot.Find(BookKey.Province(party), Anybody) is { Unreadable: false } book
            && book.Province!.Holders.Find(holder) is { } found
                ? ViewOf(book, found)
                : null;

    private static ProvinceBook? ProvinceOf(ViewSnapshot snapshot, string id) =>
        BookKey.IsId(id) && snapshot.Find(BookKey.Province(id), Anybody) is { Unreadable: false } book ? book.Province : null;

    private static LocalUnitView ViewOf(string province, ProvinceBook book, LocalUnit unit) => new()
    {
        Province = province,
        Unit = unit,
        Successors = book.Units.Where(other => other.Succeeds.Contains(unit.Id)).Select(other => other.Id).ToValueList(),
    };

    private static OfficeHolderView ViewOf(ViewBook book, OfficeHolder holder) => new()
    {
        Party = book.Key.Id,
        Holder = holder,
        SucceededBy = book.Province!.Holders.FirstOrDefault(other => other.Succeeds == holder.Id)?.Id,
    };

    private static string KeyOf(ViewBook book, OfficeHolder holder) => $"{book.Key.Id}/{holder.Id}";
}
