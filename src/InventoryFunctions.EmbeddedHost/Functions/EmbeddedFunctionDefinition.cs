using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace InventoryFunctions.EmbeddedHost.Functions;

/// <summary>What a context tells about the function it runs.</summary>
internal sealed class EmbeddedFunctionDefinition(
    string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => method.Module.FullyQualifiedName;

    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id => name;

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(triggerParameter.Name!, new TriggerMetadata(triggerParameter.Name!, trigger));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class TriggerMetadata(string parameter, TriggerBindingAttribute trigger) : BindingMetadata
    {
        public override string Name => parameter;

        public override string Type
        {
            get
            {
                var type = trigger.GetType().Name.Replace(nameof(Attribute), "", StringComparison.Ordinal);
                return char.ToLowerInvariant(type[0]) + type[1..];
            }
        }

        public override BindingDirection Direction => BindingDirection.In;
    }
}
