import {
  Sidebar,
  SidebarDivider,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';

function NavigationItem({ href, icon, title }: NavContentNavItem) {
  return <SidebarItem to={href} icon={() => icon} text={title} />;
}

export function Navigation({ navItems }: NavContentComponentProps) {
  const items = navItems.withComponent(NavigationItem);
  const settings = items.take('page:user-settings');
  return (
    <Sidebar>
      {items.take('page:catalog')}
      <SidebarDivider />
      {items.rest({ sortBy: 'title' })}
      <SidebarSpace />
      <SidebarDivider />
      {settings}
    </Sidebar>
  );
}
