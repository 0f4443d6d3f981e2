using System.Collections;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>The context of one run.</summary>
internal sealed class EmbeddedFunctionContext(FunctionDefinition definition, Invocation invocation) : FunctionContext
{
    // Of this run alone, as in Azure: an orchestration that is replayed is another run, and must not decide by it.
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    public override BindingContext BindingContext { get; } = new Bindings(invocation.BindingData);

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices { get; set; } = invocation.Services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureMap();

    public override CancellationToken CancellationToken => invocation.CancellationToken;

    private sealed class CurrentTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? "";

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
    }

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    /// <summary>Retry attributes are not run by this host: a failed timer waits for its next tick, a message for its next delivery.</summary>
    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class FeatureMap : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _features = [];

        public void Set<T>(T instance)
        {
            if (instance is null)
            {
                _features.Remove(typeof(T));
            }
            else
            {
                _features[typeof(T)] = instance;
            }
        }

        public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
