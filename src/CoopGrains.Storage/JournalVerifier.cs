namespace CoopGrains.Storage;

/// <summary>What the verifier found.</summary>
/// <param name="Rows">Rows seen, up to the fault if there is one.</param>
/// <param name="Books">Books checked.</param>
/// <param name="Snapshots">Snapshots checked.</param>
/// <param name="Head">The head of the view that was checked.</param>
/// <param name="FirstFault">The first bad position and what is wrong there; null if all is well.</param>
public sealed record VerificationReport(long Rows, long Books, long Snapshots, StoreHead Head, JournalFault? FirstFault);

/// <summary>Damage. <paramref name="Position"/> is 0 where it is not in the journal but in what is kept about a book.</summary>
public sealed record JournalFault(long Position, string BookKey, long Sequence, string What);

/// <summary>Reads a whole store and recomputes every hash in it. Reads only; a writer may go on meanwhile.</summary>
public static class JournalVerifier
{
    /// <summary>Verifies one consistent view of the store, off the caller's thread.</summary>
    public static async Task<VerificationReport> VerifyAsync(IJournalReader reader, CancellationToken ct)
    {
        await using var audit = await reader.OpenAuditAsync(ct);
        return await Task.Run(() => VerifyAsync(audit, ct), ct);
    }

    private static async Task<VerificationReport> VerifyAsync(IJournalAudit audit, CancellationToken ct)
    {
        var pass = new VerificationPass(audit.Head, audit.Anchor);
        await foreach (var book in audit.BooksAsync(ct))
            pass.Book(book);
        await foreach (var row in audit.RowsAsync(ct))
        {
            if (pass.Row(row) is { } fault)
                return pass.Report(fault);
        }

        return pass.Report(pass.End());
    }
}
