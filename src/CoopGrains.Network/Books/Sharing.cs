using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>
/// Makes equal values of many books one object: parties, areas, amounts, targets, reporters and terms repeat all over, and what a
/// commitment is called stands in the book of each province that gives or receives.
/// </summary>
/// <param name="most">Values of a kind that are known at once. Forgetting costs only the next sharing.</param>
internal sealed class Sharing(int most = 4_096)
{
    private readonly Pool<string> _strings = new(most);
    private readonly Pool<LocalizedText> _titles = new(most);
    private readonly Pool<Amount> _amounts = new(most);
    private readonly Pool<Basis> _bases = new(most);
    private readonly Pool<Reporter> _reporters = new(most);
    private readonly Pool<AgreementTerms> _terms = new(most);
    private readonly Pool<Target> _targets = new(most);
    private readonly Pool<ValueList<string>> _lists = new(most);
    private readonly Pool<ValueList<Target>> _targetLists = new(most);
    private readonly Pool<ValueList<Provenance>> _sources = new(most);

    public Event Of(Event happened, BookKey book) => happened switch
    {
        EntryReported reported => reported with
        {
            Commitment = _strings.Of(reported.Commitment),
            Amount = Of(reported.Amount),
            AmountAsWritten = null,
            Beneficiaries = Of(reported.Beneficiaries),
            ToConfirm = Of(reported.ToConfirm),
            By = Of(reported.By),
        },
        EntryConfirmed confirmed => confirmed with { For = _strings.Of(confirmed.For) },
        EntryDisputed disputed => disputed with { For = _strings.Of(disputed.For), OwnFigure = Of(disputed.OwnFigure) },
        CommitmentAdded added => added with { Commitment = Of(added.Commitment) },
        TargetSet set => set with { Target = Of(set.Target), Commitment = _strings.Of(set.Commitment) },
        ProgramOpened opened => opened with
        {
            Book = book,
            Title = _titles.Of(opened.Title),
            Agreement = Of(opened.Agreement),
            Parties = Of(opened.Parties),
            Areas = Of(opened.Areas),
            Sources = _sources.Of(opened.Sources),
        },
        ObligationNoted noted => noted with { Obligation = Of(noted.Obligation) },
        AgreementNoted noted => noted with { Terms = Of(noted.Terms)! },
        _ => happened,
    };

    /// <summary>The same for a state that was read as text.</summary>
    public ProgramBook Of(ProgramBook book, BookKey key) => book with
    {
        Opened = book.Opened is { } opened ? (ProgramOpened)Of(opened, key) : null,
        Agreement = Of(book.Agreement),
        Commitments = Of(book.Commitments),
    };

    /// <summary>The same for a province's book.</summary>
    public ProvinceBook Of(ProvinceBook book) => book with
    {
        Obligations = book.Obligations.Select(Of).ToValueList(),
        Commitments = Of(book.Commitments),
    };

    /// <summary>The same for commitments that were read as text.</summary>
    public CommitmentLedgers Of(CommitmentLedgers ledgers) => ledgers with
    {
        Ledgers = ledgers.Ledgers.ToImmutableDictionary(pair => _strings.Of(pair.Key), pair => pair.Value
            .With(Of(pair.Value.Commitment))
            .With(pair.Value.Entries.Values.Select(Of).ToImmutableDictionary(entry => entry.Id))),
    };

    /// <summary>The same for an entry.</summary>
    public EntryView Of(EntryView entry) => entry with
    {
        Commitment = _strings.Of(entry.Commitment),
        Amount = Of(entry.Amount),
        Beneficiaries = Of(entry.Beneficiaries),
        ToConfirm = Of(entry.ToConfirm),
        ConfirmedBy = Of(entry.ConfirmedBy),
        By = Of(entry.By),
    };

    private Commitment Of(Commitment commitment) => commitment with
    {
        Id = _strings.Of(commitment.Id),
        Title = _titles.Of(commitment.Title),
        Givers = Of(commitment.Givers),
        Beneficiaries = Of(commitment.Beneficiaries),
        Areas = Of(commitment.Areas),
        Basis = _bases.Of(commitment.Basis),
        Indicator = _strings.Of(commitment.Indicator),
        Unit = commitment.Unit is { } unit ? _strings.Of(unit) : null,
        Rate = Of(commitment.Rate),
        Targets = _targetLists.Of(commitment.Targets, targets => targets.Select(Of).ToValueList()),
        Sources = _sources.Of(commitment.Sources),
    };

    private Obligation Of(Obligation obligation) => obligation with
    {
        Commitment = _strings.Of(obligation.Commitment),
        Title = _titles.Of(obligation.Title),
    };

    private Target Of(Target target) => _targets.Of(target with { Amount = Of(target.Amount) });

    /// <summary>The same for an amount.</summary>
    [return: NotNullIfNotNull(nameof(amount))]
    public Amount? Of(Amount? amount) => amount is null ? null : _amounts.Of(amount);

    private AgreementTerms? Of(AgreementTerms? terms) => terms is null ? null : _terms.Of(terms);

    private Reporter Of(Reporter reporter) => _reporters.Of(reporter);

    private ValueList<string> Of(ValueList<string> list) => _lists.Of(list, one => one.Select(text => _strings.Of(text)).ToValueList());

    private sealed class Pool<T>(int most)
        where T : notnull
    {
        private readonly Dictionary<T, T> _known = [];

        public T Of(T value, Func<T, T>? make = null)
        {
            if (_known.TryGetValue(value, out var shared))
                return shared;
            // A pool of values that never repeat must not grow.
            if (_known.Count >= most)
                _known.Clear();
            var made = make is null ? value : make(value);
            _known.Add(made, made);
            return made;
        }
    }
}
