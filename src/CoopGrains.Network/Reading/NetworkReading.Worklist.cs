using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public Worklist Worklist(Actor reader, DateTimeOffset now)
    {
        var snapshot = state.Snapshot;
        var items = new List<WorkItem>();
        var work = new Work(reader, now, items);
        foreach (var book in snapshot.All(reader))
        {
            if (book.Agreement is { } agreement)
                work.Agreement(book, agreement);
            if (work.Concerns(book))
                foreach (var ledger in book.Commitments.Ledgers.Values)
                    work.Ledger(book, ledger);
        }
        return new()
        {
            Stamp = StampOf(snapshot),
            Total = items.Count,
            Items = items.OrderBy(item => item.Since).ThenBy(item => item.Book.ToString(), StringComparer.Ordinal)
                .ThenBy(item => item.Entry, StringComparer.Ordinal).Take(MostItems).ToValueList(),
        };
    }

    /// <summary>Finds what one agency has to do.</summary>
    private sealed class Work(Actor reader, DateTimeOffset now, List<WorkItem> items)
    {
        private readonly DateOnly _today = CivilTime.DateOf(now);

        /// <summary>A national body answers for the provinces of its side.</summary>
        private readonly bool _answersForSide = reader.IsNational && reader.Has(Roles.Confirmer);

        public bool Concerns(ViewBook book) =>
            book.Key.Kind == BookKind.Province || _answersForSide || reader.IsNational || book.Parties.Contains(reader.Body);

        public void Agreement(ViewBook book, AgreementBook agreement)
        {
            if (!agreement.Parties.Contains(reader.Body))
                return;
            if (agreement.State == AgreementState.Draft && !agreement.AcceptedBy.Contains(reader.Body))
                Add(WorkKind.Accept, book, book.At);
            if (agreement.State is AgreementState.TextAgreed or AgreementState.PartlySigned
                && !agreement.Signatures.Any(signature => signature.Party == reader.Body))
                Add(WorkKind.Sign, book, book.At);
        }

        public void Ledger(ViewBook book, Ledger ledger)
        {
            if (book.CountsOf(ledger).Open > 0)
                foreach (var entry in ledger.Entries.Values)
                    Entry(book, entry);
            var commitment = ledger.Commitment;
            if (commitment.State != CommitmentState.Active || !TakesPart(commitment, reader.Body)
                || book.Program is { State: not ProgramState.Open })
                return;
            var light = ViewBook.Light(ledger);
            for (var i = 0; i < commitment.Targets.Count; i++)
                if (commitment.Targets[i] is { Amount: not null, Period: var period } && period.From.First <= _today
                    && light.Tally.Periods[i].Entries == 0)
                    items.Add(Item(WorkKind.Report, book, Began(period)) with { Commitment = commitment.Id, Period = period.ToString() });
        }

        private void Entry(ViewBook book, EntryView entry)
        {
            var mine = entry.By.Agency == reader.Agency;
            switch (entry.Status)
            {
                case EntryStatus.Reported when IsToAnswer(entry):
                    Add(entry.Corrects is null ? WorkKind.Confirm : WorkKind.ConfirmCorrection, book, entry);
                    break;
                case EntryStatus.Reported when mine:
                    Add(WorkKind.Unanswered, book, entry);
                    break;
                case EntryStatus.SentBack when mine && entry.CorrectedBy is null:
                    Add(WorkKind.SentBack, book, entry);
                    break;
                case EntryStatus.Disputed when entry.CorrectedBy is null
                    && (mine || entry.By.Body == reader.Body || entry.DisputedBy == reader.Body || entry.ToConfirm.Contains(reader.Body)):
                    Add(WorkKind.Disputed, book, entry);
                    break;
            }
        }

        private bool IsToAnswer(EntryView entry) =>
            entry.By.Side != reader.Side && reader.Side != Side.None && !entry.ConfirmedBy.Contains(reader.Body)
            && (_answersForSide || entry.ToConfirm.Contains(reader.Body));

        private void Add(WorkKind kind, ViewBook book, EntryView entry) =>
            items.Add(Item(kind, book, entry.Since) with { Commitment = entry.Commitment, Entry = entry.Id, Amount = entry.Amount });

        private void Add(WorkKind kind, ViewBook book, DateTimeOffset since) => items.Add(Item(kind, book, since));

        private WorkItem Item(WorkKind kind, ViewBook book, DateTimeOffset since) => new()
        {
            Kind = kind,
            Book = book.Key,
            Title = book.Title,
            Since = since,
            AgeDays = Math.Max(0, (int)(now - since).TotalDays),
        };

        private static DateTimeOffset Began(Window period) =>
            new DateTimeOffset(period.From.First.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
    }
}
