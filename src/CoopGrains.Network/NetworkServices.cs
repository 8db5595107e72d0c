using CoopGrains.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CoopGrains.Network;

/// <summary>Registers all that follows the journal.</summary>
public static class NetworkServices
{
    /// <summary>Adds the view (<see cref="INetworkView"/>), the courier (<see cref="ICourier"/>) and the calendar.</summary>
    /// <remarks>Needs <c>IBookStore</c>, <c>IJobOwnership</c>, <c>IGrainFactory</c> and logging; takes the registered <see cref="TimeProvider"/>.</remarks>
    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<NetworkMetrics>();
        services.AddSingleton<PastMarks>(_ => new());
        services.AddSingleton<ViewCheckpoints>();
        services.AddSingleton<NetworkView>();
        services.AddSingleton<INetworkView>(provider => provider.GetRequiredService<NetworkView>());
        services.AddSingleton<IViewFollowing>(provider => provider.GetRequiredService<NetworkView>());
        services.AddSingleton<IFoldedBooks>(provider => provider.GetRequiredService<NetworkView>());
        services.AddSingleton<Courier>();
        services.AddSingleton<ICourier>(provider => provider.GetRequiredService<Courier>());
        services.AddHostedService<JournalFollower>();
        services.AddHostedService<ViewWatch>();
        services.AddSingleton<MarkMaker>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<MarkMaker>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Courier>());
        services.AddHostedService<Calendar>();
        services.AddSingleton<IDueDates, DueDates>();
        return services;
    }
}
