using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("InventoryFunctions.EmbeddedHost.Tests")]
