using System.Data.Common;
using CoopGrains.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Storage.Tests;

public abstract class DocumentTests(StoreUnderTest under) : StoreTest(under)
{
    private static readonly byte[] Scan = [.. "%PDF-"u8, 0, 1, 255];

    [Fact]
    public async Task A_document_is_kept_once_under_its_hash_and_each_upload_is_remembered()
    {
        await using var store = await OpenAsync();
        var documents = (IDocumentStore)store;
        Assert.Equal(DocumentKept.Kept, await documents.KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default));
        Assert.Equal(DocumentKept.Known, await documents.KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default));
        Assert.Equal(DocumentKept.OperationReused, await documents.KeepAsync(Upload("op-1", "mic", "one.pdf", [1]), default));
        Assert.Equal(DocumentKept.Kept, await documents.KeepAsync(Upload("op-2", "mpi", "two.pdf", Scan), default));
        var hash = DocumentHash.Of(Scan);
        Assert.Equal(("mpi", "two.pdf"), Shown(await documents.FindAsync(hash, "mpi", default)));
        Assert.Equal(("mic", "one.pdf"), Shown(await documents.FindAsync(hash, "mof", default)));
        Assert.Equal(Scan, await documents.ContentAsync(hash, default));
        Assert.Null(await documents.FindAsync(DocumentHash.Of([1]), "mic", default));
        Assert.Null(await documents.ContentAsync(DocumentHash.Of([1]), default));
    }

    [Fact]
    public async Task Documents_are_there_when_the_store_is_opened_again()
    {
        await using (var store = await OpenAsync())
            await ((IDocumentStore)store).KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default);
        await using var again = await OpenAsync();
        Assert.Equal(Scan, await ((IDocumentStore)again).ContentAsync(DocumentHash.Of(Scan), default));
        Assert.Equal(DocumentKept.Known, await ((IDocumentStore)again).KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default));
    }

    [Fact]
    public async Task Of_many_at_once_with_one_operation_one_is_kept()
    {
        await using var store = await OpenAsync();
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            ((IDocumentStore)store).KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default)));
        Assert.Single(kept, DocumentKept.Kept);
        Assert.Equal(7, kept.Count(one => one == DocumentKept.Known));
    }

    [Theory]
    [InlineData("document")]
    [InlineData("document_upload")]
    public async Task What_was_uploaded_cannot_be_deleted(string table)
    {
        await using var store = await OpenAsync();
        await ((IDocumentStore)store).KeepAsync(Upload("op-1", "mic", "one.pdf", Scan), default);
        await Assert.ThrowsAnyAsync<DbException>(() => Under.AskAsync($"DELETE FROM {table}"));
        Assert.Equal(1L, await Under.AskAsync($"SELECT count(*) FROM {table}"));
    }

    private static (string, string) Shown(DocumentInfo? info) => (info!.Agency, info.Name);

    private static DocumentUpload Upload(string operation, string agency, string name, byte[] content) => new(
        operation, new(DocumentHash.Of(content), "application/pdf", name, content.Length, "an", agency, DateTimeOffset.UnixEpoch), content);
}

public sealed class SqliteDocumentTests() : DocumentTests(new SqliteUnderTest());

public sealed class PostgresDocumentTests() : DocumentTests(new PostgresUnderTest());
