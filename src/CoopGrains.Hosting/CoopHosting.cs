using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
#if ORLEANS
using System.Net;
using System.Net.Sockets;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
#else
using CoopGrains.EmbeddedRuntime;
#endif

namespace CoopGrains.Hosting;

/// <summary>The wiring that processes share.</summary>
public static class CoopHosting
{
    /// <summary>Registers clock, store and grains of a process that serves books.</summary>
    public static CoopOptions AddCoopGrains(this IHostApplicationBuilder builder)
    {
        var options = CoopOptions.Read(builder.Configuration, builder.Environment.IsDevelopment());
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<TimeProvider>(options.ClockDate is { } date ? new DevelopmentClock(date) : TimeProvider.System);
        services.AddStore(options);
        services.AddSingleton<IBookJournal, StoreJournal>();
        services.AddSingleton(provider => new BookServices(
            provider.GetRequiredService<IBookJournal>(),
            provider.GetRequiredService<TimeProvider>(),
            options.Books,
            OwnsBooks: !options.IsShared,
            provider.GetRequiredService<ILogger<BookServices>>()));
        services.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(options.CollectAfterMinutes));
        builder.AddGrainRuntime();
        return options;
    }

#if ORLEANS
    private static void AddGrainRuntime(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        // One silo within this process: the journal on SQLite takes one writing process. Nobody dials it, so it has no port
        // for clients, and any free one for silos: sites on one machine must not meet.
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
        silo.AddActivityPropagation();
        // A fault's causes may be of any of our types; Orleans serializes exceptions of no namespace that it is not told.
        silo.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("CoopGrains"));
        silo.Services.AddGrainStorage(WireNames.BookStorage, (provider, _) => new BookGrainStorage(provider.GetRequiredService<IBookStore>()));
    });

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
#else
    private static void AddGrainRuntime(this IHostApplicationBuilder builder)
    {
        builder.Services.AddEmbeddedGrains(grains => grains.AddGrains(typeof(ProgramGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            WireNames.BookStorage, (provider, _) => new BookGrainStorage(provider.GetRequiredService<IBookStore>()));
    }
#endif
}
