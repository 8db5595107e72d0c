using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Entries of books of one kind that wait for the same ones in the same way.</summary>
/// <param name="Kind">The kind of book.</param>
/// <param name="Status">Reported, sent back or disputed.</param>
/// <param name="Agency">Who reported them.</param>
/// <param name="Body">For which province or national body.</param>
/// <param name="Others">Who has yet to answer them, or takes part in the dispute.</param>
/// <param name="Settles">What waits is to settle whether they say the same as others, in this way; null when it is an answer.</param>
internal readonly record struct EntryGroup(
    BookKind Kind, EntryStatus Status, string Agency, string Body, ValueList<string> Others, WorkKind? Settles = null)
{
    private const Roles AnyRole = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    /// <summary>The group of an entry that resembles another, by those it is between; null when nothing is to be settled.</summary>
    public static EntryGroup? OfResembling(BookKind kind, EntryView entry) => entry.Links?.Resembles is not null && Tally.Counts(entry)
        ? new(kind, EntryStatus.Reported, "", entry.By.Body, entry.ToConfirm, WorkKind.PossibleDuplicate)
        : null;

    /// <summary>The group of an entry that the other side asks to mark as a duplicate; null when it does not.</summary>
    public static EntryGroup? OfAsked(BookKind kind, EntryView entry) => entry.Links?.Asked is not null
        ? new(kind, EntryStatus.Reported, "", entry.By.Body, default, WorkKind.AgreeToDuplicate)
        : null;

    /// <summary>The group of an entry; null when nobody has to do anything about it.</summary>
    public static EntryGroup? Of(BookKind kind, EntryView entry) => entry switch
    {
        { Status: EntryStatus.Reported } => new(kind, entry.Status, entry.By.Agency, entry.By.Body, ConfirmationRules.Awaited(entry)),
        { Status: EntryStatus.SentBack, CorrectedBy: null } => new(kind, entry.Status, entry.By.Agency, entry.By.Body, default),
        { Status: EntryStatus.Disputed, CorrectedBy: null } => new(kind, entry.Status, entry.By.Agency, entry.By.Body, Disputing(entry)),
        _ => null,
    };

    /// <summary>Whom its entries may concern.</summary>
    public IEnumerable<WorkKey> Concerned()
    {
        if (Settles is not null)
        {
            foreach (var body in Others.Append(Body))
                yield return WorkKey.Body(body);
            yield break;
        }
        yield return WorkKey.Agency(Agency);
        if (Status == EntryStatus.SentBack)
            yield break;
        foreach (var other in Others)
            yield return WorkKey.Body(other);
        if (Status == EntryStatus.Disputed)
            yield return WorkKey.Body(Body);
        else
            foreach (var side in Others.Select(Parties.SideOf).Distinct())
                yield return WorkKey.NationalOf(side);
    }

    /// <summary>What its entries are to an agency; null when they are nothing to it.</summary>
    public WorkKind? For(Worker worker) => Status switch
    {
        _ when Settles is not null => (Body == worker.Body || Others.Contains(worker.Body)) && worker.HasAny(AnyRole) ? Settles : null,
        EntryStatus.Reported when ConfirmationRules.SpeaksForAny(worker.Body, Others) => worker.Has(Roles.Confirmer) ? WorkKind.Confirm : null,
        EntryStatus.Reported => worker.ActsFor(Agency) && worker.Has(Roles.Recorder) ? WorkKind.Unanswered : null,
        EntryStatus.SentBack => worker.ActsFor(Agency) && worker.Has(Roles.Recorder) ? WorkKind.SentBack : null,
        _ => (Body == worker.Body || Others.Contains(worker.Body)) && worker.HasAny(Roles.Recorder | Roles.Confirmer)
            ? WorkKind.Disputed
            : null,
    };

    private static ValueList<string> Disputing(EntryView entry) => entry.DisputedBy is { } by && !entry.ToConfirm.Contains(by)
        ? entry.ToConfirm.Add(by)
        : entry.ToConfirm;
}

/// <summary>A target period without data, and the civil date from which on it is locked: what is refused is not asked for.</summary>
internal readonly record struct MissingPeriod(Window Period, DateOnly ShutFrom);

/// <summary>Commitments of books of one kind, between the same provinces, with data and targets missed for the same periods.</summary>
/// <param name="Kind">The kind of book.</param>
/// <param name="Givers">Who gives.</param>
/// <param name="Beneficiaries">Who receives.</param>
/// <param name="Missing">The periods without data, begun or not, that are not locked for good.</param>
/// <param name="Unmet">The periods whose target is not confirmed in full, over or not.</param>
internal readonly record struct ReportGroup(
    BookKind Kind, ValueList<string> Givers, ValueList<string> Beneficiaries, ValueList<MissingPeriod> Missing, ValueList<Window> Unmet)
{
    /// <summary>The group of a commitment; null when no report of it is due now or later, and every target is met.</summary>
    public static ReportGroup? Of(ViewBook book, Ledger ledger)
    {
        var (missing, unmet) = (MissingIn(book, ledger), UnmetIn(ledger));
        if ((missing | unmet) == 0)
            return null;
        var commitment = ledger.Commitment;
        return new(book.Key.Kind, commitment.Givers, commitment.Beneficiaries,
            missing == 0 ? default : Periods(missing).Select(Missing).Where(one => one.ShutFrom > DateOnly.MinValue).ToValueList(),
            unmet == 0 ? default : Periods(unmet).ToValueList());

        MissingPeriod Missing(Window period) => new(period, LockRules.ShutFrom(ledger, period));

        IEnumerable<Window> Periods(ulong bits) =>
            commitment.Targets.Where((_, index) => (bits & (1UL << index)) != 0).Select(target => target.Period);
    }

    /// <summary>Target periods that are not confirmed in full, as bits, by the domain's rule for those that are over.</summary>
    public static ulong UnmetIn(Ledger ledger)
    {
        if (ledger.Commitment.State != CommitmentState.Active)
            return 0;
        var light = ViewBook.Light(ledger);
        var unmet = 0UL;
        for (var i = 0; i < ledger.Commitment.Targets.Count; i++)
            if (FiguresOf.IsMissed(light, i, DateOnly.MaxValue))
                unmet |= 1UL << i;
        return unmet;
    }

    /// <summary>The last day that a report may tell of; null where none is taken: what is not taken is not asked for.</summary>
    public static DateOnly? LastTold(ViewBook book) => book switch
    {
        { Program.State: not ProgramState.Open } => null,
        { Program.Agreement: { } terms } => EndRules.LastTold(terms),
        { Agreement: { } agreement } => EndRules.LastTold(AgreementBook.Terms(agreement, book.Key, book.Version)),
        _ => DateOnly.MaxValue,
    };

    /// <summary>Target periods without data, as bits: a commitment has at most 60.</summary>
    public static ulong MissingIn(ViewBook book, Ledger ledger)
    {
        var commitment = ledger.Commitment;
        if (commitment.State != CommitmentState.Active || LastTold(book) is not { } last)
            return 0;
        var missing = 0UL;
        var targets = commitment.Targets.AsSpan();
        for (var i = 0; i < targets.Length; i++)
            if (targets[i].Amount is not null && targets[i].Period.From.First <= last)
                missing |= 1UL << i;
        if (missing == 0 || ledger.Entries.IsEmpty)
            return missing;
        if (!ViewBook.HasFew(ledger))
            return missing & ~WithData(ledger.Tally);
        foreach (var entry in ledger.Entries.Values)
            if (Tally.Counts(entry) && Tally.PeriodOf(commitment, entry) is >= 0 and var period)
                missing &= ~(1UL << period);
        return missing;
    }

    /// <summary>Whom it concerns.</summary>
    public IEnumerable<WorkKey> Concerned() => Givers.Concat(Beneficiaries).Select(WorkKey.Body);

    /// <summary>True when the agency can report it.</summary>
    public bool IsFor(Worker worker) =>
        worker.Has(Roles.Recorder) && (Givers.Contains(worker.Body) || Beneficiaries.Contains(worker.Body));

    private static ulong WithData(Tally tally)
    {
        var found = 0UL;
        for (var i = 0; i < tally.Periods.Length; i++)
            if (tally.Periods[i].Entries > 0)
                found |= 1UL << i;
        return found;
    }
}

/// <summary>An agency, and what its users may do together.</summary>
internal readonly record struct Worker(string Agency, string Body, Side Side, Roles Roles, ValueList<string> StandsFor = default)
{
    public bool IsNational => Body is "vn" or "la";

    /// <summary>The reader's agency, with the roles of all its users in the register, for what one cannot do another can.</summary>
    public static Worker Of(Actor reader, ViewSnapshot snapshot)
    {
        var roles = reader.Roles;
        if (snapshot.Agencies.TryGetValue(reader.Agency, out var known) && known.Body == reader.Body)
            foreach (var user in known.Agency.Users.AsSpan())
                roles |= user.Roles;
        return new(reader.Agency, reader.Body, reader.Side, roles, snapshot.Closed.GetValueOrDefault(reader.Body));
    }

    /// <summary>What it answers to.</summary>
    public IReadOnlyList<WorkKey> Keys
    {
        get
        {
            List<WorkKey> keys = [WorkKey.Agency(Agency), WorkKey.Body(Body)];
            keys.AddRange(StandsFor.Select(WorkKey.Agency));
            if (IsNational)
                keys.Add(WorkKey.NationalOf(Side));
            if (Has(Roles.Overseer))
                keys.Add(WorkKey.Overseers);
            return keys;
        }
    }

    public bool ActsFor(string agency) => Agency == agency || StandsFor.Contains(agency);

    public bool Has(Roles role) => (Roles & role) == role;

    public bool HasAny(Roles roles) => (Roles & roles) != Roles.None;
}

/// <summary>What waits for the same ones in the same way.</summary>
internal readonly record struct WaitingGroup(WorkKind Kind, Responsible For);

/// <summary>Commitments of books of one kind that the same provinces give and receive under.</summary>
internal readonly record struct PartyGroup(BookKind Kind, ValueList<string> Givers, ValueList<string> Beneficiaries)
{
    public static PartyGroup Of(BookKind kind, Commitment commitment) => new(kind, commitment.Givers, commitment.Beneficiaries);

    /// <summary>Whom it concerns.</summary>
    public IEnumerable<WorkKey> Concerned() => Givers.Concat(Beneficiaries).Select(WorkKey.Body);
}

/// <summary>Where a commitment stands: its book, and its number there.</summary>
internal readonly record struct CommitmentPlace(string Book, int Number, string Commitment)
{
    /// <summary>In a group.</summary>
    public static Comparer<CommitmentPlace> InGroup { get; } = Comparer<CommitmentPlace>.Create((left, right) =>
        string.CompareOrdinal(left.Book, right.Book) is not 0 and var byBook ? byBook : left.Number.CompareTo(right.Number));

    /// <summary>By kind of book, agreements first, and then as in a group.</summary>
    public static IComparer<(BookKind Kind, CommitmentPlace Place)> InOrder { get; } =
        Comparer<(BookKind Kind, CommitmentPlace Place)>.Create((left, right) =>
            ToDo.RankOf(left.Kind).CompareTo(ToDo.RankOf(right.Kind)) is not 0 and var byKind
                ? byKind
                : InGroup.Compare(left.Place, right.Place));
}
