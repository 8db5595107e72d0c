using System.Security.Cryptography;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>The keys of a site as its processes share them.</summary>
public sealed class KeyRingTests : IAsyncLifetime
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(KeyRingSettings.SecretBytes);

    private readonly Site _site = new(0, false);
    private readonly List<ServiceProvider> _processes = [];

    public Task InitializeAsync() => _site.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public void What_one_process_seals_another_opens_and_one_with_another_secret_does_not()
    {
        var items = new OnlyItems();
        var sealedText = Protector(Process(items)).Protect("text");
        Assert.Equal("text", Protector(Process(items)).Unprotect(sealedText));
        Assert.ThrowsAny<CryptographicException>(() => Protector(Process(items, RandomNumberGenerator.GetBytes(32))).Unprotect(sealedText));
        Assert.Throws<CryptographicException>(() => Protector(Process(new OnlyItems())).Unprotect(sealedText));
    }

    [Fact]
    public void Keys_are_sealed_where_they_are_kept()
    {
        var items = new OnlyItems();
        Protector(Process(items)).Protect("text");
        var kept = Assert.Single(items.All).Body;
        Assert.Contains("coopSealed", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_older_key_sealed_opens_and_what_a_revoked_one_did_does_not()
    {
        var items = new OnlyItems();
        var process = Process(items);
        var before = Protector(process).Protect("text");
        var keys = process.GetRequiredService<IKeyManager>();
        var old = keys.GetAllKeys().Single().KeyId;
        keys.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        var after = Protector(process).Protect("text");
        Assert.Equal("text", Protector(process).Unprotect(before));
        keys.RevokeKey(old, "it was lost");
        Assert.Throws<CryptographicException>(() => Protector(process).Unprotect(before));
        Assert.Equal("text", Protector(process).Unprotect(after));
    }

    [Fact]
    public async Task A_cursor_outlives_a_rotation_and_ends_with_its_key_and_so_do_places_of_streams()
    {
        var client = _site.As(People.Recorder);
        var next = (await client.GetAsync("/v1/provinces?limit=1")).MustBe(200).Json.GetProperty("next").GetString()!;
        string id;
        using (var stream = await _site.StreamAsync(People.Recorder))
            id = stream.LastId!;
        using var beside = SqliteItemsFile.Open(Path.Combine(_site.Data, "coop.db"));
        var operators = Process(beside, await File.ReadAllBytesAsync(Path.Combine(_site.Data, "ring-secret"))).GetRequiredService<IKeyManager>();
        operators.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        await LookAsync();
        (await client.GetAsync("/v1/provinces?limit=1&cursor=" + next)).MustBe(200);
        using (var stream = await _site.StreamAsync(People.Recorder, lastId: id))
            Assert.Equal(200, stream.Status);
        operators.RevokeAllKeys(DateTimeOffset.UtcNow, "the store was copied");
        await LookAsync();
        (await client.GetAsync("/v1/provinces?limit=1&cursor=" + next)).Is(400, "cursorInvalid");
        (await client.GetAsync("/v1/changes", ("Last-Event-ID", id))).Is(400, "cursorInvalid");
        var anew = (await client.GetAsync("/v1/provinces?limit=1")).MustBe(200).Json.GetProperty("next").GetString()!;
        (await client.GetAsync("/v1/provinces?limit=1&cursor=" + anew)).MustBe(200);
    }

    private Task LookAsync() => _site.Services.GetRequiredService<SharedItems>().LookAsync(default);

    private static IDataProtector Protector(ServiceProvider process) =>
        process.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private ServiceProvider Process(ISiteItems items, byte[]? secret = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(items);
        var process = services.AddKeyRing(secret ?? Secret).BuildServiceProvider();
        _processes.Add(process);
        return process;
    }
}
