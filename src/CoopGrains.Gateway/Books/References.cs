using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Books;

/// <summary>Looks up what a command refers to outside its book, as its caller sees it.</summary>
/// <remarks>An open book does not name a restricted one: everybody would learn of it.</remarks>
internal sealed class References(INetworkView view, VisibleBooks visible)
{
    /// <summary>What an occasion names and the caller does not see.</summary>
    public async ValueTask<ValueList<MissingReference>> MissingAsync(RecordOccasion record, BookKey book, Actor actor, CancellationToken ct)
    {
        var missing = new List<MissingReference>();
        if (record.Implements is { } key && !await MayNameAsync(book, key, actor, ct))
            missing.Add(new() { Pointer = "/implements", Id = key.ToString() });
        if (record.Talks is { } talks && !await HasAsync(book, talks, actor, ct))
            missing.Add(new() { Pointer = "/talks", Id = talks.ToString() });
        for (var i = 0; i < record.Participants.Count; i++)
            // Those of its own the book knows itself.
            if (record.Participants[i] is { Holder: { } holder, Party: var party } && party != book.Id && view.Now.Holder(party, holder) is null)
                missing.Add(new() { Pointer = $"/participants/{i}/holder", Id = holder });
        return missing.ToValueList();
    }

    /// <summary>A commitment with what was found of the one that it carries on; that, or the talks it names, may be missing.</summary>
    public async ValueTask<AddCommitment> LookedUpAsync(AddCommitment add, BookKey book, Actor actor, CancellationToken ct)
    {
        var found = add.CarriedFrom is { } from ? Carried(book, from, actor) : null;
        if (add.CarriedFrom is { } named && found is null)
            return add with { Missing = [new() { Pointer = "/carriedFrom", Id = $"{named.Book}/commitments/{named.Commitment}" }] };
        return add with
        {
            Found = found,
            Missing = add.Talks is { } talks && !await HasAsync(book, talks, actor, ct)
                ? [new() { Pointer = "/talks", Id = talks.ToString() }]
                : default,
        };
    }

    /// <summary>Instruments that outcomes name and the caller does not see.</summary>
    public async ValueTask<ValueList<MissingReference>> MissingAsync(
        ValueList<NewOutcome> outcomes, BookKey book, Actor actor, CancellationToken ct)
    {
        // The first is enough to refuse, and each that is not there costs a question to the store.
        foreach (var instrument in outcomes.SelectMany(outcome => outcome.Instruments).Distinct())
            if (!await MayNameAsync(book, instrument, actor, ct))
                return [new() { Pointer = outcomes.Count == 1 ? "/outcome/instruments" : "/outcomes", Id = instrument.ToString() }];
        return default;
    }

    /// <summary>Agencies that a case goes to and that there are not, and what it is about elsewhere and the caller does not see.</summary>
    public async ValueTask<ValueList<MissingReference>> MissingAsync(RaiseCase raise, BookKey book, Actor actor, CancellationToken ct)
    {
        var missing = new List<MissingReference>();
        for (var i = 0; i < raise.To.Count; i++)
            if (raise.To[i] is { Agency: { } agency, Party: var party } && !view.Now.HasAgency(party, agency))
                missing.Add(new() { Pointer = $"/to/{i}/agency", Id = agency });
        // Those of its own the book knows itself.
        if (raise.About is { } about && about.Book != book
            && !(await MayNameAsync(book, about.Book, actor, ct) && view.Now.HasObject(about, actor)))
            missing.Add(new() { Pointer = "/about", Id = about.ToString() });
        return missing.ToValueList();
    }

    /// <summary>Chairs whose records there are not.</summary>
    public IEnumerable<MissingReference> Missing(ValueList<TalksChair> chairs) => chairs
        .Select((chair, i) => new MissingReference { Pointer = $"/chairs/{i}/holder", Id = chair.Holder ?? "" })
        .Where((reference, i) => reference.Id.Length > 0 && view.Now.Holder(chairs[i].Party, reference.Id) is null);

    /// <summary>Commitments that a draft is to carry on, as far as the caller sees them and the draft may name their books.</summary>
    public ValueList<FoundCommitment> Carriable(RenewAgreement renew, Actor actor) => renew.Predecessor is not { } before
        ? default
        : renew.Carry.Where(one => renew.Restricted || view.Now.Find(one.Book, actor) is { Restricted: false })
            .Select(one => view.Now.Carriable(before, one, actor)).OfType<FoundCommitment>().ToValueList();

    /// <summary>What a new commitment would carry on; null when it may not: its book does not follow that one, or may not name it.</summary>
    public FoundCarry? Carried(BookKey book, CommitmentRef from, Actor actor) =>
        view.Now.Find(from.Book, actor) is { Restricted: false } || view.Now.Find(book, actor) is { Restricted: true }
            ? view.Now.Carried(book, from, actor)
            : null;

    /// <summary>What talks under the instruments that an agreement follows left unfinished.</summary>
    public ValueList<Unfinished> UnfinishedBefore(BookKey agreement, Actor actor) => view.Now.UnfinishedBefore(agreement, actor);

    private async ValueTask<bool> HasAsync(BookKey book, TalksRef talks, Actor actor, CancellationToken ct) =>
        await MayNameAsync(book, talks.Agreement, actor, ct) && view.Now.Has(talks, actor);

    /// <summary>The units of a twinning that there are not.</summary>
    public ValueList<MissingReference> Missing(TwinPlace lao, TwinPlace vietnamese) =>
        Missing(lao, "/lao/unit").Concat(Missing(vietnamese, "/vietnamese/unit")).ToValueList();

    /// <summary>True when the caller sees the other book and this one may name it.</summary>
    public async ValueTask<bool> MayNameAsync(BookKey book, BookKey other, Actor actor, CancellationToken ct) =>
        await visible.FindAsync(actor, other, ct) is { } found
        && (!found.Restricted || view.Now.Find(book, actor) is { Restricted: true });

    private IEnumerable<MissingReference> Missing(TwinPlace place, string pointer) =>
        place is { Unit: { } unit, Provinces: [var province, ..] } && view.Now.Unit(province, unit) is null
            ? [new() { Pointer = pointer, Id = unit }]
            : [];
}
