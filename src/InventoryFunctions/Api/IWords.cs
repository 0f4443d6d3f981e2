namespace InventoryFunctions.Api;

/// <summary>A converter that knows the words it reads.</summary>
internal interface IWords
{
    IReadOnlyList<string> Words { get; }
}
