using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace EmbeddedRuntime.Tests;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> SayAsync(string key);

    Task<string?> RelayAsync(string to, string key);

    Task<string?> ActivityAsync();
}

public sealed class ContextGrain(Probe probe) : Grain, IContextGrain, IIncomingGrainCallFilter
{
    private readonly Activity? _activityAtBirth = Activity.Current;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Assert.Null(_activityAtBirth);
        Assert.Null(RequestContext.Get("who"));
        return Task.CompletedTask;
    }

    public async Task<string?> SayAsync(string key)
    {
        await Task.Yield();
        var said = RequestContext.Get(key) as string;
        RequestContext.Set(key, "changed by the callee");
        return said;
    }

    public Task<string?> RelayAsync(string to, string key) => GrainFactory.GetGrain<IContextGrain>(to).SayAsync(key);

    public Task<string?> ActivityAsync() => Task.FromResult(Activity.Current?.Id);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        probe.Reach("grain filter");
        return context.Invoke();
    }
}

public sealed class ContextTests
{
    [Fact]
    public async Task Request_context_flows_to_the_callee_and_onward_but_not_back()
    {
        await using var runtime = new TestRuntime();
        RequestContext.Set("who", "agency 7");
        Assert.Equal("agency 7", await runtime.Grain<IContextGrain>("a").RelayAsync("b", "who"));
        Assert.Equal("agency 7", RequestContext.Get("who"));
        RequestContext.Clear();
        Assert.Null(await runtime.Grain<IContextGrain>("b").SayAsync("who"));
    }

    [Fact]
    public async Task Filters_run_in_the_order_of_registration_the_grains_own_last_and_may_replace_results()
    {
        await using var runtime = new TestRuntime(services => services
            .AddSingleton<IOutgoingGrainCallFilter>(p => new Note("out 1", p.GetRequiredService<Probe>()))
            .AddSingleton<IOutgoingGrainCallFilter>(p => new Note("out 2", p.GetRequiredService<Probe>()))
            .AddSingleton<IIncomingGrainCallFilter>(p => new Note("in 1", p.GetRequiredService<Probe>()))
            .AddSingleton<IIncomingGrainCallFilter>(p => new Note("in 2", p.GetRequiredService<Probe>())));

        var said = await runtime.Grain<IContextGrain>().SayAsync("nothing");

        Assert.Equal(
            ["out 1", "out 2", "in 1", "in 2", "grain filter", "in 2 done", "in 1 done", "out 2 done", "out 1 done"],
            runtime.Probe.Events);
        Assert.Equal("SayAsync seen by in 2, in 1, out 2, out 1", said);
    }

    [Fact]
    public async Task A_traced_call_makes_a_client_span_and_a_server_span_below_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var runtime = new TestRuntime();
        using var root = new Activity("root").Start();

        var inside = await runtime.Grain<IContextGrain>().ActivityAsync();
        await Assert.ThrowsAsync<FormatException>(() => runtime.Grain<IBookGrain>().ThrowAsync());

        Assert.Same(root, Activity.Current);
        var mine = spans.Where(s => s.TraceId == root.TraceId).ToArray();
        var client = Assert.Single(mine, s => s is { Kind: ActivityKind.Client, DisplayName: "IContextGrain/ActivityAsync" });
        var server = Assert.Single(mine, s => s is { Kind: ActivityKind.Server, DisplayName: "IContextGrain/ActivityAsync" });
        Assert.Equal(root.SpanId, client.ParentSpanId);
        Assert.Equal(client.SpanId, server.ParentSpanId);
        Assert.Equal(server.Id, inside);
        Assert.Equal("orleans", server.GetTagItem("rpc.system.name"));
        Assert.Equal(2, mine.Count(s => s.DisplayName == "IBookGrain/ThrowAsync" && s.Status == ActivityStatusCode.Error));
    }

    [Fact]
    public async Task Calls_timeouts_and_activations_are_counted_without_keys()
    {
        var counts = new ConcurrentDictionary<string, long>();
        var (latencies, tags) = (new ConcurrentBag<double>(), new ConcurrentBag<string>());
        await using var runtime = new TestRuntime(services => services.AddMetrics());
        var factory = runtime.Service<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Microsoft.Orleans" && ReferenceEquals(instrument.Meter.Scope, factory))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, t, _) => Note(instrument, value, t));
        listener.SetMeasurementEventCallback<int>((instrument, value, t, _) => Note(instrument, value, t));
        listener.SetMeasurementEventCallback<double>((instrument, value, t, _) =>
        {
            latencies.Add(value);
            Note(instrument, 1, t);
        });
        listener.Start();

        await runtime.Grain<IWorkGrain>("secret").ActivationNumberAsync();
        var slow = runtime.Grain<IWorkGrain>("secret").WorkAsync("w");
        await runtime.Probe.Reached("w began");
        runtime.Clock.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => slow);
        listener.RecordObservableInstruments();

        Assert.Equal([0, 30_000], latencies.Order());
        Assert.Equal(1, counts["orleans-app-requests-timedout"]);
        Assert.Equal(1, counts["orleans-catalog-activations"]);
        Assert.Equal(1, counts["orleans-grains"]);
        Assert.DoesNotContain(tags, tag => tag.Contains("secret", StringComparison.Ordinal));

        void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> measured)
        {
            counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var tag in measured)
                tags.Add($"{tag.Value}");
        }
    }

    private sealed class Note(string name, Probe probe) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context) => PassAsync(context);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            Assert.Equal(nameof(ContextGrain), context.ImplementationMethod.DeclaringType!.Name);
            return PassAsync(context);
        }

        private async Task PassAsync(IGrainCallContext context)
        {
            probe.Reach(name);
            await context.Invoke();
            probe.Reach($"{name} done");
            context.Result = context.Result is string said ? $"{said}, {name}" : $"{context.MethodName} seen by {name}";
        }
    }
}
