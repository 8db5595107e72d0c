using System.Globalization;
using System.Net;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests.Kit;

/// <summary>A development site of its own, on a real port and a real store, with a small network in it.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Factory _factory;
    private DevelopmentKey? _key;
    private int _names;

    public Site()
        : this(userRequestsPerSecond: 0, publicReads: true)
    {
    }

    /// <summary>A site that holds its users to a rate, where 0 is none, and lets anybody read what is public, or not.</summary>
    /// <param name="userRequestsPerSecond">The rate.</param>
    /// <param name="publicReads">Whether it does.</param>
    /// <param name="replace">What is put in the place of its parts.</param>
    /// <param name="settings">Further settings, by their keys.</param>
    internal Site(
        int userRequestsPerSecond, bool publicReads, Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings) =>
        _factory = new(_folder.PathOf("data"), userRequestsPerSecond, publicReads, replace ?? (_ => { }), settings);

    /// <summary>A site with a clock of its own.</summary>
    internal Site(TimeProvider clock)
        : this(0, false, services => services.AddSingleton(clock))
    {
    }

    public IServiceProvider Services => _factory.Services;

    public DevelopmentKey Key => _key!;

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public string Data => _folder.PathOf("data");

    public async Task InitializeAsync()
    {
        _factory.UseKestrel(0);
        _factory.StartServer();
        _key = DevelopmentKey.Load(Data);
        await People.EnterAsync(this);
    }

    /// <summary>A client that speaks for someone.</summary>
    public Client As(Actor actor) => new(NewHttp(), Key.Issue(actor, TimeProvider.System.GetUtcNow()));

    /// <summary>A client with any token, or none.</summary>
    public Client With(string? token) => new(NewHttp(), token);

    /// <summary>A stream of changes for someone.</summary>
    internal async Task<EventStream> StreamAsync(Actor actor, string query = "", string? lastId = null, bool compressed = false)
    {
        EventStream? stream = null;
        // Places of streams that were cut are free a moment later.
        await Until.TrueAsync(async () =>
        {
            stream?.Dispose();
            stream = await EventStream.OpenAsync(Address, Key.Issue(actor, TimeProvider.System.GetUtcNow()), query, lastId, compressed: compressed);
            return stream.Status != 429;
        }, "no place was ever free");
        await (await stream!.OpenedAsync()).NextAsync();
        return stream;
    }

    /// <summary>An id that no other test uses.</summary>
    public string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _names)}";

    /// <summary>A program of Điện Biên and Luông Pha Bang with one commitment, "students", that takes persons.</summary>
    public async Task<string> NewProgramAsync()
    {
        var id = NewId("program");
        await As(People.Coordinator).MustAsync(HttpStatusCode.Created, "POST", "/v1/programs", Bodies.Program(id));
        await As(People.Coordinator).MustAsync(HttpStatusCode.Created, "POST", $"/v1/programs/{id}/commitments", Bodies.Commitment);
        return id;
    }

    /// <summary>A reported entry of such a program.</summary>
    public async Task<string> NewEntryAsync(string program)
    {
        var reply = await As(People.Recorder).MustAsync(
            HttpStatusCode.Created, "POST", $"/v1/programs/{program}/commitments/students/entries", Bodies.Entry);
        return reply.Json.GetProperty("id").GetString()!;
    }

    /// <summary>A document of its own, uploaded by somebody; its hash.</summary>
    public async Task<string> NewScanAsync(Actor by)
    {
        byte[] content = [.. "%PDF-1.7 "u8, .. Guid.NewGuid().ToByteArray()];
        var reply = await As(by).SendBytesAsync(
            "POST", "/v1/documents?name=scan.pdf", content, "application/pdf", ("Idempotency-Key", Client.NewKey()));
        return reply.MustBe(201).Json.GetProperty("document").GetProperty("hash").GetString()!;
    }

    public async Task DisposeAsync()
    {
        await _factory.DisposeAsync();
        // The program itself disposes its services too; whoever comes second does not wait for the first.
        await Until.TrueAsync(() => Task.FromResult(IsClosed()), "the store was never closed");
        _key?.Dispose();
        _folder.Dispose();
    }

    private bool IsClosed()
    {
        try
        {
            using var held = new FileStream(Path.Combine(Data, "coop.db.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private HttpClient NewHttp() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    private sealed class Factory(
        string data, int userRequestsPerSecond, bool publicReads, Action<IServiceCollection> replace, (string Key, string Value)[] settings)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Coop:Data", data);
            builder.UseSetting("Coop:Clock", "2026-11-21");
            builder.UseSetting("Coop:UserRequestsPerSecond", userRequestsPerSecond.ToString(CultureInfo.InvariantCulture));
            if (publicReads)
                builder.UseSetting("Coop:PublicReads", "true");
            builder.UseSetting("Logging:LogLevel:Default", "Error");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureTestServices(replace);
        }
    }
}

[CollectionDefinition(nameof(Site))]
public sealed class SiteCollection : ICollectionFixture<Site>;
