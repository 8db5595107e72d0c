namespace CoopGrains.Storage.Postgres;

/// <summary>Turns what the database answered into results of commits and rows for followers.</summary>
internal static class CommitOutcomes
{
    /// <summary>Sets each result; returns the rows written, in position order.</summary>
    internal static List<JournalRow> Apply(IReadOnlyList<WaitingBook> batch, CommitAnswer answer)
    {
        var rows = new List<JournalRow>(answer.Positions.Length);
        var recordedAt = RecordedTime.FromMicroseconds(answer.RecordedAt);
        var at = 0;
        for (var book = 0; book < batch.Count; book++)
        {
            var commit = batch[book].Commit;
            batch[book].Result = answer.Outcomes[book] switch
            {
                0 => new CommitResult.Committed(answer.Versions[book], answer.Positions[at], recordedAt),
                1 => new CommitResult.VersionConflict(answer.Versions[book]),
                2 => new CommitResult.OperationConflict(answer.Known[book]),
                3 => new CommitResult.DeadlinePassed(),
                4 => new CommitResult.Rejected($"{commit.BookKey} is of another kind, or otherwise restricted; that never changes"),
                var unknown => throw new InvalidDataException($"coop.commit_books answered {unknown}"),
            };
            for (var i = 0; i < commit.Events.Count; i++, at++)
            {
                if (answer.Outcomes[book] == 0)
                    rows.Add(Row(commit, i, answer.Positions[at], answer.Hashes[at], answer.Epoch, recordedAt));
            }
        }

        return rows;
    }

    private static JournalRow Row(BookCommit commit, int index, long position, string hash, int epoch, DateTimeOffset recordedAt)
    {
        var pending = commit.Events[index];
        return new JournalRow(
            position,
            epoch,
            commit.BookKey,
            commit.ExpectedVersion + index + 1,
            pending.OperationId,
            pending.Ordinal,
            pending.Fingerprint,
            recordedAt,
            pending.Actor,
            pending.Agency,
            pending.Side,
            pending.Trace,
            pending.Kind,
            pending.Text,
            hash,
            pending.Payload);
    }
}
