using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>A process with store, grains, view and courier, without HTTP.</summary>
internal sealed class NetworkHost : IAsyncDisposable
{
    private readonly IHost _host;
    private int _operations;

    private NetworkHost(IHost host) => _host = host;

    public NetworkView View => _host.Services.GetRequiredService<NetworkView>();

    public ICourier Courier => _host.Services.GetRequiredService<ICourier>();

    public MarkMaker Marks => _host.Services.GetRequiredService<MarkMaker>();

    public IDueDates DueDates => _host.Services.GetRequiredService<IDueDates>();

    public IBookStore Store => _host.Services.GetRequiredService<IBookStore>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public TimeProvider Time => _host.Services.GetRequiredService<TimeProvider>();

    public static async Task<NetworkHost> StartAsync(
        string folder, Action<IServiceCollection>? change = null, string postgres = "")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Coop:Data"] = folder, ["Coop:Database"] = postgres });
        builder.Services.AddLogging();
        builder.AddCoopGrains();
        builder.Services.AddNetwork();
        change?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public Caller By(Actor actor)
    {
        var id = $"{actor.Agency}:{Interlocked.Increment(ref _operations)}-{Store.HeadAsync(default).Result.Position}";
        return new() { Actor = actor, Operation = new() { Id = id, Fingerprint = id, Deadline = Time.GetUtcNow().AddMinutes(1) } };
    }

    /// <summary>The provinces, the agreement and the scholarship program of <see cref="SmallNetwork"/>, through grains.</summary>
    public async Task LoadAsync()
    {
        foreach (var body in SmallNetwork.Bodies)
            Accepted(await Grains.GetGrain<IProvinceGrain>("province/" + body).RegisterAsync(By(NetworkJournal.Operator), new()
            {
                Id = body,
                Iso = body,
                Names = new() { Name = new() { En = body } },
            }));
        Accepted(await RegisterAsync(SmallNetwork.Agreement, 2022, null));
        Accepted(await OpenAsync(SmallNetwork.Scholarship, SmallNetwork.Agreement));
    }

    public Task<Outcome> RegisterAsync(BookKey key, int from, BookKey? predecessor) =>
        Grains.GetGrain<IAgreementGrain>(key.ToString()).RegisterAsync(By(SmallNetwork.Db), new()
        {
            Id = key.Id,
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new()
            {
                Title = new() { En = key.Id },
                Term = new() { From = PartialDate.OfYear(from), To = PartialDate.OfYear(from + 8) },
            },
            Predecessor = predecessor,
            Sources = [new() { Source = "S2" }],
        });

    public Task<Outcome> OpenAsync(BookKey key, BookKey under) =>
        Grains.GetGrain<IProgramGrain>(key.ToString()).OpenAsync(By(SmallNetwork.Db), new()
        {
            Id = key.Id,
            Title = new() { En = key.Id },
            Agreement = under,
            Parties = ["vn-db", "la-lpb"],
        });

    public async Task<Outcome.Accepted> ReportAsync(BookKey book, string commitment, decimal people) => Accepted(
        await Grains.GetGrain<IProgramGrain>(book.ToString()).ReportAsync(By(SmallNetwork.Db), new()
        {
            Commitment = commitment,
            Amount = SmallNetwork.People(people),
            Occurred = SmallNetwork.Month(2025, 3),
        }));

    public static Outcome.Accepted Accepted(Outcome outcome) => Assert.IsType<Outcome.Accepted>(outcome);
}
