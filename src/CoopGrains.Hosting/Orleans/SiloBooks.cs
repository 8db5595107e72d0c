using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Hosting.Cluster;
using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace CoopGrains.Hosting;

/// <summary>What every silo needs to serve books, whether it is alone or one of a cluster.</summary>
internal static class SiloBooks
{
    /// <summary>Orleans' name of PostgreSQL's driver.</summary>
    public const string Invariant = "Npgsql";

    public static void KeepBooks(this ISiloBuilder silo, CoopOptions options)
    {
        var cluster = options.Cluster;
        silo.CarryTraces();
        silo.Configure<GrainCollectionOptions>(
            collection => collection.CollectionQuantum = TimeSpan.FromSeconds(cluster.CollectEverySeconds));
        // The last one that is registered is the default of grains that name none.
        silo.Services.AddSingleton(PlacementOf(cluster.Placement));
        silo.Services.AddSingleton<IPersistentStateFactory, UncarriedBooks>();
        if (cluster.Storage == BookKeeping.AdoNet && options.IsShared)
            silo.KeepByStatements(options);
        else
            silo.Services.AddGrainStorage(
                WireNames.BookStorage,
                (provider, _) => new BookGrainStorage(provider.GetRequiredService<IBookStore>(), provider.GetService<IFoldedBooks>()));
    }

    /// <summary>Traces go along with calls, whether their spans are kept or not.</summary>
    public static void CarryTraces(this ISiloBuilder silo)
    {
        // Before Orleans' own filter, which begins a trace anew where it finds none.
        silo.AddIncomingGrainCallFilter<QuietTraces>();
        silo.AddActivityPropagation();
        silo.AddOutgoingGrainCallFilter<QuietTraces>();
    }

    private static void KeepByStatements(this ISiloBuilder silo, CoopOptions options)
    {
        silo.Services.AddSingleton(provider => new BookPayload(provider.GetRequiredService<TimeProvider>()));
        silo.Services.AddOptions<AdoNetGrainStorageOptions>(WireNames.BookStorage).Configure<BookPayload>((storage, payloads) =>
        {
            (storage.Invariant, storage.ConnectionString) = (Invariant, options.Database);
            storage.GrainStorageSerializer = new BookSerializer(payloads);
        });
        silo.Services.AddGrainStorage(WireNames.BookStorage, (provider, name) => new AdoNetBookStorage(
            AdoNetGrainStorageFactory.Create(provider, name), new BookGrainStorage(provider.GetRequiredService<IBookStore>())));
    }

    private static PlacementStrategy PlacementOf(BookPlacement placement) => placement switch
    {
        BookPlacement.ResourceOptimized => new ResourceOptimizedPlacement(),
        BookPlacement.Random => new RandomPlacement(),
        BookPlacement.PreferLocal => new PreferLocalPlacement(),
        BookPlacement.ActivationCount => new ActivationCountBasedPlacement(),
        BookPlacement.Hash => new HashBasedPlacement(),
        _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, null),
    };
}
