namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Names of Event Grid that several rules ask for.</summary>
internal static class Subscriptions
{
    public const string Type = "Microsoft.EventGrid/topics/eventSubscriptions";

    public const string Delivery = "deliveryWithResourceIdentity";

    public const string DeadLetters = "deadLetterWithResourceIdentity";
}
