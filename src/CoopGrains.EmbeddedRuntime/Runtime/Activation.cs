using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>
/// One activation: a scheduler whose tasks and requests take turns, never two at once. All fields below the queue
/// are touched in turns only; other threads only enqueue. This part is the queue; the others are requests and life.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IThreadPoolWorkItem, IGrainContext, IReferenceSource
{
    // So many items may run before other activations get the thread.
    private const int TurnsPerDrain = 64;

    private static readonly Action<object?> DrainAction = static state => ((Activation)state!).Drain();

    [ThreadStatic]
    private static Activation? _entering;

    private WorkQueue _queue;
    private bool _scheduled;
    private bool _closed;

    public Activation(GrainRuntime runtime, GrainClass grainClass, GrainId id)
    {
        Runtime = runtime;
        Class = grainClass;
        GrainId = id;
    }

    /// <summary>The activation whose turn the current code runs in.</summary>
    public static new Activation? Current => TaskScheduler.Current as Activation;

    public override int MaximumConcurrencyLevel => 1;

    public GrainRuntime Runtime { get; }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IGrainFactory GrainFactory => Runtime.Factory;

    private bool InTurn => ReferenceEquals(TaskScheduler.Current, this);

    public TGrainInterface AsReference<TGrainInterface>() => Runtime.References.Create<TGrainInterface>(GrainId);

    /// <summary>Hands a call over; false when the activation has left and another must be found.</summary>
    public bool TryEnqueue(GrainCall call)
    {
        bool wake;
        lock (this)
        {
            if (_closed)
                return false;
            wake = EnqueueLocked(call);
        }

        if (wake)
            Wake();
        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        // One task for a whole drain makes this the current scheduler, so that awaits in requests come back here.
        // A child attached to it would be waited for by the very thread that must run it.
        _entering = this;
        new Task(DrainAction, this, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);
    }

    // Work of the grain's own goes on after it has left: it may still be cleaning up.
    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (ReferenceEquals(_entering, this))
        {
            _entering = null;
            return TryExecuteTask(task);
        }

        return !taskWasPreviouslyQueued && InTurn && TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Enqueue(object item)
    {
        bool wake;
        lock (this)
            wake = EnqueueLocked(item);
        if (wake)
            Wake();
    }

    // The pool's local queues are last in, first out: under load a busy pair of grains would starve all others.
    private void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private bool EnqueueLocked(object item)
    {
        _queue.Enqueue(item);
        var wake = !_scheduled;
        _scheduled = true;
        return wake;
    }

    private void Drain()
    {
        for (var turn = 0; turn < TurnsPerDrain; turn++)
        {
            object? item;
            lock (this)
            {
                item = _queue.Dequeue();
                if (item is null)
                {
                    _queue.Trim();
                    _scheduled = false;
                    return;
                }
            }

            try
            {
                Take(item);
                AfterTurn();
            }
            catch (Exception error)
            {
                // A defect of the runtime must not stop the queue.
                Runtime.Log.TurnFailed(error, GrainId);
            }
        }

        Wake();
    }

    private void Take(object item)
    {
        switch (item)
        {
            case GrainCall call:
                Receive(call);
                break;
            case Task task:
                TryExecuteTask(task);
                break;
            case Signal.Leave:
                BeginLeaving();
                break;
            case Signal.LeaveIfIdle:
                LeaveIfIdle();
                break;
        }
    }
}
