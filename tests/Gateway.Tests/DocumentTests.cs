using System.Security.Cryptography;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Documents and attachments, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class DocumentTests(Site site)
{
    private static int _made;

    [Fact]
    public async Task A_scan_is_kept_by_its_hash_and_read_by_its_uploaders_agency_and_through_a_book()
    {
        var (content, hash) = NewScan();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var kept = await UploadAsync(vietnamese, content, "k1" + hash);
        Assert.Equal((201, "/v1/documents/" + hash), (kept.StatusCode, kept.Header("Location")));
        Assert.Equal(("bien-ban.pdf", "vn-db-office"),
            (kept.Json.GetProperty("document").GetProperty("name").GetString(), kept.Json.GetProperty("document").GetProperty("uploadedBy").GetString()));
        Assert.Equal("true", (await UploadAsync(vietnamese, content, "k1" + hash)).Header("Idempotency-Replayed"));
        (await UploadAsync(vietnamese, NewScan().Content, "k1" + hash)).Is(422, "operationIdReused");
        // The answer says what is kept, not what a retry calls it.
        var renamed = (await UploadAsync(vietnamese, content, "k1" + hash, "khac.pdf")).MustBe(201);
        Assert.Equal((kept.Text, "true"), (renamed.Text, renamed.Header("Idempotency-Replayed")));

        var read = (await vietnamese.GetAsync("/v1/documents/" + hash)).MustBe(200);
        Assert.Equal(content, read.Body);
        Assert.Equal("application/pdf", read.Header("Content-Type"));
        Assert.StartsWith("attachment", read.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal(304, (await vietnamese.GetAsync("/v1/documents/" + hash, ("If-None-Match", read.Header("ETag")!))).StatusCode);
        // Nobody else, until a book that they read has it.
        var hidden = (await lao.GetAsync("/v1/documents/" + hash)).Is(404, "documentUnknown");
        var none = (await lao.GetAsync("/v1/documents/" + new string('0', 64))).Is(404, "documentUnknown");
        Assert.Equal(none.WithoutTrace(), hidden.WithoutTrace());
        var program = await site.NewProgramAsync();
        (await lao.PostAsync($"/v1/programs/{program}/attachments", Attach(hash))).Is(422, "referenceUnknown");
        (await vietnamese.PostAsync($"/v1/programs/{program}/attachments", Attach(hash, "entries/none"))).Is(422, "referenceUnknown");
        var attached = (await vietnamese.PostAsync($"/v1/programs/{program}/attachments", Attach(hash))).MustBe(200);
        var seen = ("Coop-After", attached.Header("Coop-Version")!);
        Assert.Equal(content, (await lao.GetAsync("/v1/documents/" + hash, seen)).MustBe(200).Body);
        var listed = (await lao.GetAsync($"/v1/programs/{program}/attachments")).MustBe(200).Json.GetProperty("items")[0].GetProperty("document");
        Assert.Equal((hash, "bien-ban.pdf", "vn-db-office"),
            (listed.GetProperty("hash").GetString(), listed.GetProperty("name").GetString(), listed.GetProperty("uploadedBy").GetString()));
    }

    [Fact]
    public async Task What_belongs_to_a_restricted_book_alone_is_hidden_from_the_uncleared_and_its_reading_is_recorded()
    {
        var (content, hash) = NewScan();
        var vietnamese = site.As(People.Coordinator);
        (await UploadAsync(vietnamese, content, "k2" + hash)).MustBe(201);
        var restricted = (await vietnamese.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString();
        var attached = (await vietnamese.PostAsync($"/v1/programs/{restricted}/attachments", Attach(hash))).MustBe(200);
        var seen = ("Coop-After", attached.Header("Coop-Version")!);
        (await site.As(People.LaoCoordinator).GetAsync("/v1/documents/" + hash, seen)).MustBe(200);
        (await site.As(People.Uncleared).GetAsync("/v1/documents/" + hash)).Is(404, "documentUnknown");
        (await site.As(People.Uncleared).GetAsync($"/v1/programs/{restricted}/attachments")).Is(404, "unknown");
        var reads = (await vietnamese.GetAsync($"/v1/access?book=program/{restricted}&limit=200")).MustBe(200).Json.GetProperty("items");
        Assert.Contains(reads.EnumerateArray(), read => read.GetProperty("path").GetString() == "/v1/documents/" + hash
            && read.GetProperty("user").GetString() == People.LaoCoordinator.User);
    }

    [Fact]
    public async Task To_cite_a_document_as_evidence_is_no_read_of_it()
    {
        var (content, hash) = NewScan();
        var hidden = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{hidden}/commitments", Bodies.Commitment)).MustBe(201);
        (await UploadAsync(site.As(People.Coordinator), content, "cited" + hash)).MustBe(201);
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{hidden}/attachments", Attach(hash))).MustBe(200);
        var before = await ReadsAsync();
        var program = await site.NewProgramAsync();
        var entry = Bodies.Entry.Replace("\"meaning\"", $"\"evidence\":[\"{hash}\"],\"meaning\"", StringComparison.Ordinal);
        (await site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", entry)).MustBe(201);
        Assert.Equal(before, await ReadsAsync());
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", entry)).Is(422, "referenceUnknown");
        Assert.Equal(before, await ReadsAsync());
        (await site.As(People.ClearedRecorder).GetAsync("/v1/documents/" + hash)).MustBe(200);
        Assert.Equal([.. before, "/v1/documents/" + hash], await ReadsAsync());

        // A stream that a test before this one opened may be told of the new book too.
        async Task<List<string?>> ReadsAsync() => (await site.As(People.Coordinator).GetAsync($"/v1/access?book=program/{hidden}"))
            .MustBe(200).Json.GetProperty("items").EnumerateArray().Select(read => read.GetProperty("path").GetString())
            .Where(path => path != "/v1/changes").ToList();
    }

    [Fact]
    public async Task What_an_agency_attached_to_a_restricted_book_alone_is_as_unknown_to_its_own_uncleared_as_what_nobody_uploaded()
    {
        var (content, hash) = NewScan();
        var (path, none) = ("/v1/documents/" + hash, "/v1/documents/" + new string('0', 64));
        var (cleared, uncleared) = (site.As(People.ClearedRecorder), site.As(People.Recorder));
        (await UploadAsync(uncleared, content, "k3" + hash)).MustBe(201);
        (await uncleared.GetAsync(path)).MustBe(200);
        var restricted = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json
            .GetProperty("id").GetString();
        var attached = (await cleared.PostAsync($"/v1/programs/{restricted}/attachments", Attach(hash))).MustBe(200);
        (await cleared.GetAsync(path, ("Coop-After", attached.Header("Coop-Version")!))).MustBe(200);

        var hidden = (await uncleared.GetAsync(path)).Is(404, "documentUnknown");
        Assert.Equal((await uncleared.GetAsync(none)).Is(404, "documentUnknown").WithoutTrace(), hidden.WithoutTrace());
        Assert.Equal(404, (await uncleared.GetAsync(path, ("If-None-Match", $"\"{hash}\""))).StatusCode);
        var program = await site.NewProgramAsync();
        (await uncleared.PostAsync($"/v1/programs/{program}/attachments", Attach(hash))).Is(422, "referenceUnknown");
        var reads = (await site.As(People.Coordinator).GetAsync($"/v1/access?book=program/{restricted}&limit=200")).MustBe(200).Json.GetProperty("items");
        Assert.Contains(reads.EnumerateArray(), read => read.GetProperty("path").GetString() == path
            && read.GetProperty("user").GetString() == People.ClearedRecorder.User);

        // Another agency's upload of the same content stays its own: who has the file does not find out that a hidden book has it.
        (await UploadAsync(site.As(People.Uncleared), content, "k4" + hash)).MustBe(201);
        (await site.As(People.Uncleared).GetAsync(path)).MustBe(200);
        // An open book that has it as well shows it again.
        var opened = (await cleared.PostAsync($"/v1/programs/{program}/attachments", Attach(hash))).MustBe(200);
        Assert.Equal(content, (await uncleared.GetAsync(path, ("Coop-After", opened.Header("Coop-Version")!))).MustBe(200).Body);
    }

    [Fact]
    public async Task Only_files_that_are_what_they_are_called_and_not_too_large_are_taken()
    {
        var coordinator = site.As(People.Coordinator);
        foreach (var (type, content) in new (string, byte[])[] { ("text/html", "<b>"u8.ToArray()), ("application/pdf", "<b>"u8.ToArray()), ("image/png", NewScan().Content) })
            (await coordinator.SendBytesAsync("POST", "/v1/documents?name=a", content, type, ("Idempotency-Key", Client.NewKey()))).Is(415, "fileTypeNotTaken");
        (await coordinator.SendBytesAsync("POST", "/v1/documents?name=a", NewScan().Content, "application/pdf")).Is(400, "idempotencyKeyMissing");
        (await coordinator.SendBytesAsync("POST", "/v1/documents", NewScan().Content, "application/pdf", ("Idempotency-Key", Client.NewKey()))).Is(400, "queryMissing");
        (await coordinator.SendBytesAsync("POST", "/v1/documents?name=a", new byte[(10 * 1024 * 1024) + 1], "application/pdf",
            ("Idempotency-Key", Client.NewKey()))).Is(413, "bodyTooLarge");
        (await coordinator.GetAsync("/v1/documents/x")).Is(404, "documentUnknown");
        (await coordinator.SendBytesAsync("POST", "/v1/documents?name=a", NewScan().Content, "Application/PDF; version=1.7",
            ("Idempotency-Key", Client.NewKey()))).MustBe(201);
    }

    private static (byte[] Content, string Hash) NewScan()
    {
        byte[] content = [.. "%PDF-1.7 "u8, .. BitConverter.GetBytes(Interlocked.Increment(ref _made))];
        return (content, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static Task<Reply> UploadAsync(Client by, byte[] content, string key, string name = "bien-ban.pdf") =>
        by.SendBytesAsync("POST", "/v1/documents?name=" + name, content, "application/pdf", ("Idempotency-Key", key));

    private static string Attach(string hash, string? to = null) =>
        to is null ? $$"""{"hash":"{{hash}}"}""" : $$"""{"hash":"{{hash}}","to":"{{to}}"}""";
}
