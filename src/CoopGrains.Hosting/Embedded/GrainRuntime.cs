using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.EmbeddedRuntime;
using CoopGrains.Grains;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.Hosting;

/// <summary>Runs the grains in this process.</summary>
internal static class GrainRuntime
{
    public static void AddGrainRuntime(this IHostApplicationBuilder builder, CoopOptions options)
    {
        if (options.Cluster.IsNamed)
        {
            throw CoopOptions.Wrong(
                "Cluster:Id", "is given, but this build knows no cluster", "leave it out, or build with -p:GrainRuntime=Orleans");
        }
        builder.Services.AddEmbeddedGrains(grains => grains.AddGrains(typeof(ProgramGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            WireNames.BookStorage,
            (provider, _) => new BookGrainStorage(provider.GetRequiredService<IBookStore>(), provider.GetService<IFoldedBooks>()));
    }

    /// <summary>The grains that are active, with the process that each is active in.</summary>
    public static Task<IEnumerable<(string Process, GrainId Grain)>> ActiveAsync(IServiceProvider services) => Task.FromResult(
        services.GetRequiredService<IActivationDirectory>().Active.Select(grain => (StoreServices.ProcessName, grain)));

    /// <summary>True when a call did not reach its grain, as far as the runtime knows.</summary>
    public static bool IsUnavailable(Exception fault) => fault is OrleansMessageRejectionException;
}
